package dev.lvsd.daemon;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Programs that run here and are known to write IPVS tables. The kernel does not tell who changed a
 * table, so this is a suspicion and is worded as one.
 */
final class OtherWriters {
  private static final Path PROC = Path.of("/proc");
  private static final Set<String> KNOWN =
      Set.of(
          "keepalived",
          "ldirectord",
          "ipvsadm",
          "ipvsadm-restore",
          "kube-proxy",
          "kube-router",
          "dockerd",
          "surealived",
          "gorb",
          "pulse");

  private OtherWriters() {}

  /** What to add to a message; empty if none of them runs. */
  static String sentence() {
    List<String> found = find();
    return found.isEmpty()
        ? "; nobody who is known to write IPVS tables runs here right now"
        : "; perhaps it is " + String.join(" or ", found);
  }

  private static List<String> find() {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        String name = name(process);
        if (KNOWN.contains(name)) {
          found.add(name + " (process " + process.getFileName() + ")");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return found;
    }
    return found;
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return ""; // it has ended meanwhile
    }
  }
}
