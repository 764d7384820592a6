package dev.lvsd.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link StartupCache}: lets a {@link StartupTraining} tell which classes matter, and the
 * Java machine write them down. Files appear under their names only when they are complete.
 */
public final class StartupCacheBuilder {
  /** Long enough for a kernel in user mode, where all this is some 15 times slower. */
  private static final long LIMIT_SECONDS = 300;

  private final StartupCache cache;

  StartupCacheBuilder(StartupCache cache) {
    this.cache = cache;
  }

  /**
   * Makes the cache in the background; nobody reads what it prints.
   *
   * @param args the directory
   * @throws IOException if a file cannot be written or a step fails
   */
  public static void main(String[] args) throws IOException {
    System.setProperty(StartupCache.DIRECTORY_PROPERTY, args[0]);
    StartupCache cache = StartupCache.ofThisProcess().orElseThrow();
    new StartupCacheBuilder(cache).build();
  }

  /**
   * Makes the cache, unless it is current or another process is at it.
   *
   * @return whether the cache is current now
   * @throws IOException if a file cannot be written or a step fails
   */
  boolean build() throws IOException {
    Files.createDirectories(cache.directory());
    try (FileChannel channel =
            FileChannel.open(cache.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null || cache.isCurrent()) {
        return lock != null;
      }
      Path work = Files.createTempDirectory(cache.directory(), "work");
      try {
        nativePart(work);
        archive(work);
      } finally {
        delete(work);
      }
      cache.markCurrent();
      return true;
    }
  }

  /** Copies jffi's native part out of the jar, where there is one for this machine. */
  private void nativePart(Path work) throws IOException {
    String name = "libjffi-1.2.so";
    try (InputStream library =
        StartupCacheBuilder.class.getResourceAsStream("/jni/" + machine() + "-Linux/" + name)) {
      if (library != null) {
        Path unpacked = work.resolve(name);
        Files.copy(library, unpacked);
        Files.createDirectories(cache.nativeDirectory());
        publish(unpacked, cache.nativeDirectory().resolve(name));
      }
    }
  }

  private void archive(Path work) throws IOException {
    Path classes = work.resolve("classes");
    Path archive = work.resolve("lvsctl.jsa");
    String jar = StartupCache.jar().toString();
    run(
        work,
        "-Djffi.boot.library.path=" + cache.nativeDirectory(),
        "-Xshare:off",
        "-XX:DumpLoadedClassList=" + classes,
        "-cp",
        jar,
        StartupTraining.class.getName(),
        work.toString());
    run(
        work,
        "-Xshare:dump",
        // from Java 24 on classes are archived as they are when linked, with their lambdas
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+AOTClassLinking",
        "-XX:SharedClassListFile=" + classes,
        "-XX:SharedArchiveFile=" + archive,
        "-cp",
        jar);
    publish(archive, cache.archive());
  }

  private static void run(Path work, String... arguments) throws IOException {
    File log = work.resolve("log").toFile();
    Process process =
        new ProcessBuilder(StartupCache.javaCommand(arguments))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("no end after " + LIMIT_SECONDS + " s: " + arguments[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + arguments[0], e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "java ended with "
              + process.exitValue()
              + ": "
              + new String(Files.readAllBytes(log.toPath()), UTF_8));
    }
  }

  /** Gives a complete file its name. Readers see the old one or the new one, never a part. */
  static void publish(Path complete, Path name) throws IOException {
    try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(complete, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String machine() {
    String arch = System.getProperty("os.arch");
    return switch (arch) {
      case "amd64" -> "x86_64";
      case "x86" -> "i386";
      default -> arch;
    };
  }

  private static void delete(Path directory) {
    File @Nullable [] files = directory.toFile().listFiles();
    if (files != null) {
      for (File file : files) {
        if (file.isDirectory()) {
          delete(file.toPath());
        } else {
          file.delete();
        }
      }
    }
    directory.toFile().delete();
  }
}
