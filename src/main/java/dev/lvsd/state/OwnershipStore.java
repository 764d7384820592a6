package dev.lvsd.state;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Managed;
import dev.lvsd.model.Ownership;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Remembers what lvsd manages, one file for each cluster. Any process may read; writers hold the
 * {@link ApplyLock}.
 */
public final class OwnershipStore {
  /** A hundred thousand services and more; a bigger file is not one of ours. */
  private static final long LARGEST_FILE = 8L << 20;

  private final Path root;
  private final Path owned;

  OwnershipStore(Path root) {
    this.root = root;
    this.owned = root.resolve("owned");
  }

  /**
   * What could be read.
   *
   * @param ownership what is managed for each cluster whose file is sound
   * @param warnings what could not be read, one sentence each
   */
  public record Remembered(Ownership ownership, List<String> warnings) {
    /** Copies the list. */
    public Remembered {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads everything. Where nothing was ever written nothing is managed; a file that cannot be read
   * or is damaged becomes a warning, and its cluster counts as one of which nothing is known.
   *
   * @return what is known, and what is not
   */
  public Remembered read() {
    Map<String, Managed> byCluster = new TreeMap<>();
    List<String> warnings = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(owned)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".")) {
          readInto(byCluster, warnings, file, FileNames.decode(name));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new Remembered(Ownership.NONE, List.of());
    } catch (DirectoryIteratorException e) {
      return unreadable(Objects.requireNonNullElseGet(e.getCause(), IOException::new));
    } catch (IOException e) {
      return unreadable(e);
    }
    return new Remembered(new Ownership(byCluster), warnings);
  }

  private Remembered unreadable(IOException failure) {
    return new Remembered(
        Ownership.NONE,
        List.of("read " + owned + ": " + Reason.of(failure) + "; " + consequence("any cluster")));
  }

  private static void readInto(
      Map<String, Managed> byCluster, List<String> warnings, Path file, String cluster) {
    try {
      byCluster.put(cluster, OwnershipFile.read(content(file)));
    } catch (NoSuchFileException e) {
      return; // gone since the directory was listed: nothing is managed
    } catch (IOException e) {
      warnings.add("read " + file + ": " + Reason.of(e) + "; " + consequence(cluster));
    } catch (DamagedException e) {
      warnings.add(file + " " + e.getMessage() + "; " + consequence(cluster));
    }
  }

  private static String consequence(String cluster) {
    return "services and addresses that an earlier definition of "
        + cluster
        + " had and that are no longer defined are taken for foreign";
  }

  private static byte[] content(Path file) throws IOException, DamagedException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new DamagedException("is too big to be a list of services");
    }
    return Files.readAllBytes(file);
  }

  /**
   * Replaces what is remembered of a cluster; on return it is on disk. Writes nothing if the file
   * has that content already. A damaged file is put aside first.
   *
   * @param cluster name of the cluster
   * @param managed what is managed for it from now on
   * @throws LvsdException blaming the host if it cannot be written
   */
  public void write(String cluster, Managed managed) {
    String name = FileNames.encode(cluster);
    if (name.isEmpty() || name.length() > FileNames.LONGEST) {
      throw new LvsdException(
          Blame.USER, "cluster '" + cluster + "': the name is empty or too long for a file");
    }
    StateDirectory.create(owned);
    Path file = owned.resolve(name);
    byte[] content = OwnershipFile.write(managed);
    try {
      if (!has(file, content, name)) {
        AtomicFile.replace(file, content);
      }
    } catch (IOException e) {
      throw StateDirectory.unusable("write", file, Reason.of(e), e);
    }
  }

  private boolean has(Path file, byte[] wanted, String name) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      byte[] present = content(file);
      if (Arrays.equals(present, wanted)) {
        return true;
      }
      OwnershipFile.read(present);
      return false;
    } catch (DamagedException e) {
      Path aside = root.resolve("damaged");
      StateDirectory.create(aside);
      Files.copy(file, aside.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      return false;
    }
  }
}
