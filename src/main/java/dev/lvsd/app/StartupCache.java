package dev.lvsd.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes the next start fast: an archive of classes as the Java machine has them in memory, and
 * jffi's native part, which would otherwise be unpacked at every start.
 *
 * <p>The launcher names the directory and uses the archive. This class finds out whether the cache
 * fits this Java and this jar, and lets another process make a new one if not. A cache that cannot
 * be made or used costs time and nothing else.
 *
 * <pre>
 * lvsctl.jsa     the archive
 * native/        jffi's native part
 * made-for       the Java and the jar that both fit; written last
 * attempt        the same, written before the work: whoever creates it may start the work
 * lock           locked by the process that does the work
 * </pre>
 */
final class StartupCache {
  /** System property with the directory; the launcher sets it. */
  static final String DIRECTORY_PROPERTY = "lvsd.startup.cache";

  /** A failed attempt is not repeated before that. */
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final Path directory;
  private final String identity;

  StartupCache(Path directory, String identity) {
    this.directory = directory;
    this.identity = identity;
  }

  /** The cache that the launcher chose, for this Java and this jar; empty without a launcher. */
  static Optional<StartupCache> ofThisProcess() {
    String directory = System.getProperty(DIRECTORY_PROPERTY, "");
    File jar = jar();
    if (directory.isEmpty() || !jar.isFile()) {
      return Optional.empty();
    }
    return Optional.of(
        new StartupCache(
            Path.of(directory),
            System.getProperty("java.home")
                + " "
                + System.getProperty("java.vm.version")
                + "\n"
                + jar
                + " "
                + jar.length()
                + " "
                + jar.lastModified()
                + "\n"));
  }

  /** The jar that this process runs from, as it was named on the command line. */
  static File jar() {
    return new File(System.getProperty("java.class.path"));
  }

  Path directory() {
    return directory;
  }

  Path archive() {
    return directory.resolve("lvsctl.jsa");
  }

  Path nativeDirectory() {
    return directory.resolve("native");
  }

  Path lock() {
    return directory.resolve("lock");
  }

  /** Whether archive and native part are there and fit. */
  boolean isCurrent() {
    return identity.equals(read(madeFor()));
  }

  /** Lets jffi take its native part from here. Must be called before jffi is touched. */
  void useNativePart() {
    System.setProperty("jffi.boot.library.path", nativeDirectory().toString());
  }

  /**
   * Starts the process that makes the cache, unless one was started lately.
   *
   * @throws IOException if the directory cannot be written or the process not be started
   */
  void refreshInBackground() throws IOException {
    Files.createDirectories(directory);
    if (!claim()) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            javaCommand(
                "-cp",
                jar().toString(),
                StartupCacheBuilder.class.getName(),
                directory.toString()));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.start();
  }

  /** To be called when archive and native part are in place. */
  void markCurrent() throws IOException {
    Path temporary = directory.resolve("made-for.tmp"); // only one process is here: see the lock
    Files.writeString(temporary, identity);
    StartupCacheBuilder.publish(temporary, madeFor());
    Files.deleteIfExists(attempt());
  }

  /** The command of this Java with the flags of the launcher, which decide what an archive fits. */
  static List<String> javaCommand(String... arguments) {
    ArrayList<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=error:stderr"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** One process in ten minutes gets true. */
  private boolean claim() throws IOException {
    String claimed = read(attempt());
    if (identity.equals(claimed) && !isOld(attempt())) {
      return false;
    }
    if (!claimed.isEmpty()) {
      Files.deleteIfExists(attempt());
    }
    try {
      Files.writeString(attempt(), identity, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false; // another process was faster
    }
  }

  private static boolean isOld(Path file) throws IOException {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.isBefore(Instant.now().minus(RETRY));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private Path madeFor() {
    return directory.resolve("made-for");
  }

  private Path attempt() {
    return directory.resolve("attempt");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // not there, or not for us: as good as none
    }
  }
}
