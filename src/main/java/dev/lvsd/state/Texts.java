package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Texts under the name of their SHA-256: the same text is kept once, a damaged one is found. */
final class Texts {
  /** What a definition may be at most, and so any document of it. */
  private static final long LARGEST = 16L << 20;

  private final Path directory;
  private final Disk disk;

  Texts(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  static String digest(String text) {
    return digest(text.getBytes(UTF_8));
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Keeps a text; on return it is on disk. */
  void put(String text) throws IOException {
    byte[] content = text.getBytes(UTF_8);
    Path file = directory.resolve(digest(content));
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      disk.replace(file, content);
    }
  }

  String get(String digest) throws IOException, DamagedException {
    Path file = directory.resolve(digest);
    if (Files.size(file) > LARGEST) {
      throw new DamagedException("is damaged (too big)");
    }
    byte[] content = Files.readAllBytes(file);
    if (!digest(content).equals(digest)) {
      throw new DamagedException("is damaged (its digest does not match its name)");
    }
    return new String(content, UTF_8);
  }

  /** The file of a text, for messages. */
  Path file(String digest) {
    return directory.resolve(digest);
  }

  /** Deletes what is not named, and what a killed writer left behind. */
  void keepOnly(Set<String> digests) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!digests.contains(file.getFileName().toString())) {
          disk.delete(file);
        }
      }
    } catch (NoSuchFileException e) {
      return; // nothing was ever kept
    }
  }
}
