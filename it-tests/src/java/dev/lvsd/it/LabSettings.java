package dev.lvsd.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run of the lab was asked for.
 *
 * @param project the project's directory
 * @param jar the product
 * @param image the container image, made by {@code it-tests/run}
 * @param kernels names of the kernels: a series that the image has, or {@code host}
 * @param testClass simple name of the classes to run; {@code *} stands for anything
 * @param limit how long one guest may take
 */
record LabSettings(
    Path project, Path jar, String image, List<String> kernels, String testClass, Duration limit) {
  /** The kernel of the machine itself. */
  static final String HOST = "host";

  static final List<String> IMAGE_KERNELS = List.of("6.1", "6.12", "7.2");
  private static final Path HOST_TABLE = Path.of("/proc/net/ip_vs");

  /** From system properties and, for the image, from the environment. */
  static LabSettings fromEnvironment() {
    String image = System.getenv("LVSD_LAB_IMAGE");
    if (image == null || image.isBlank()) {
      throw new IllegalStateException(
          "the tests on real kernels need an image: run it-tests/run, or set LVSD_LAB_IMAGE"
              + " (it-tests/run --prepare prints how)");
    }
    return new LabSettings(
        Path.of(required("lvsd.basedir")),
        Path.of(required("lvsd.jar")),
        image,
        kernels(System.getProperty("lvsd.it.kernels", "")),
        System.getProperty("lvsd.it.class", "*"),
        Duration.ofMinutes(Integer.getInteger("lvsd.it.minutes", 30)));
  }

  /** A host with ip_vs is the one kernel that counts; elsewhere the image's kernels stand in. */
  private static List<String> kernels(String wanted) {
    if (!wanted.isBlank()) {
      return List.of(wanted.split(",", -1));
    }
    return Files.exists(HOST_TABLE) ? List.of(HOST) : IMAGE_KERNELS;
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("the build must set the system property " + property);
    }
    return value;
  }

  /** Where logs and results go. */
  Path results() {
    return project.resolve("target").resolve("it-tests");
  }

  /** What {@code kernel} is called in test names, logs and in the guest's property lvsd.kernel. */
  static String label(String kernel) {
    if (!kernel.equals(HOST)) {
      return kernel;
    }
    String[] release = System.getProperty("os.version").split("[.-]", -1);
    return release[0] + "." + release[1] + "-host";
  }
}
