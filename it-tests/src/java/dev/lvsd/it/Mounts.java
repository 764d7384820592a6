package dev.lvsd.it;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a lab container sees of this machine: the project and the class path, read-only and under
 * their own names, so that the class path of this JVM is also the guest's; and one directory to
 * write into.
 */
final class Mounts {
  private Mounts() {}

  static List<Bind> of(LabSettings settings, Path work, String classPath) {
    List<Bind> binds = new ArrayList<>();
    binds.add(readOnly(settings.project(), settings.project().toString()));
    for (Path directory : outside(settings.project(), classPath)) {
      binds.add(readOnly(directory, directory.toString()));
    }
    binds.add(readOnly(settings.project().resolve("it-tests/guest"), "/lab/guest"));
    binds.add(new Bind(work.toString(), new Volume("/lab/work"), AccessMode.rw));
    return binds;
  }

  /**
   * The directories that hold what the class path has outside of the project, as few as possible.
   */
  static Set<Path> outside(Path project, String classPath) {
    Set<Path> directories = new TreeSet<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      if (!path.startsWith(project) && Files.exists(path)) {
        directories.add(Files.isDirectory(path) ? path : path.getParent());
      }
    }
    Path common = directories.stream().reduce(Mounts::common).orElse(project);
    // a repository has a directory of its own; what is closer to the root is more than was meant
    return common.getNameCount() >= 2 && !project.startsWith(common)
        ? (directories.isEmpty() ? directories : Set.of(common))
        : directories;
  }

  private static Path common(Path one, Path other) {
    Path common = one;
    while (!other.startsWith(common)) {
      common = common.getParent();
    }
    return common;
  }

  private static Bind readOnly(Path directory, String inside) {
    return new Bind(directory.toString(), new Volume(inside), AccessMode.ro);
  }
}
