package dev.lvsd.state;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The directory where lvsd remembers things. Reading works without it and without privileges;
 * writing makes it.
 *
 * <pre>
 * owned/CLUSTER    what lvsd manages for the cluster: services, addresses, sysctls, sync daemons
 * damaged/CLUSTER  such a file that could not be read, put aside when it was replaced
 * overrides        what operators said of single servers: weights and drains
 * history/         what was wanted, entry by entry: entries/NUMBER name the digests of texts/DIGEST
 * reload           while ip_vs is loaded anew: what has to be restored then
 * events           what the daemon did; older ones in events.old
 * paused           who suspended repairs, and until when
 * apply.lock       locked, and naming the process, while an apply runs
 * </pre>
 */
public final class StateDirectory {
  /** Where the directory is unless somebody says otherwise. */
  public static final Path DEFAULT = Path.of("/var/lib/lvsd");

  private final Path root;

  /**
   * A directory that need not exist yet.
   *
   * @param root its path
   */
  public StateDirectory(Path root) {
    this.root = root;
  }

  /**
   * What is remembered of what lvsd manages.
   *
   * @return the store in this directory
   */
  public OwnershipStore ownership() {
    return new OwnershipStore(root);
  }

  /**
   * What has to be restored after {@code ip_vs} was unloaded.
   *
   * @return the file in this directory
   */
  public ReloadFile reload() {
    return new ReloadFile(root);
  }

  /**
   * What was wanted, and is.
   *
   * @return the store in this directory
   */
  public History history() {
    return new History(root, Disk.REAL);
  }

  /**
   * What operators said of single servers.
   *
   * @return the store in this directory
   */
  public OverrideStore overrides() {
    return new OverrideStore(root, Disk.REAL);
  }

  /**
   * What the daemon did.
   *
   * @return the file in this directory
   */
  public EventFile events() {
    return new EventFile(root);
  }

  /**
   * Whether repairs are suspended.
   *
   * @return the file in this directory
   */
  public PauseFile pause() {
    return new PauseFile(root);
  }

  /**
   * Tells cheaply whether something else may be wanted than before.
   *
   * @return changes whenever an entry of the history or an override is written
   */
  public long wantedVersion() {
    long version = stamp(root.resolve("overrides"));
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(root.resolve("history").resolve("entries"))) {
      for (Path entry : entries) {
        version += stamp(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      version += 1; // not there, or being written right now: another look will tell
    }
    return version;
  }

  /** Tells a file from what replaces it. */
  private static long stamp(Path file) {
    try {
      BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
      return Objects.hash(file.getFileName(), about.lastModifiedTime(), about.fileKey());
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Takes the right to apply, if no other process has it. Does not wait.
   *
   * @return the lock, to be closed; empty if another apply runs
   * @throws LvsdException blaming the host if the directory cannot be made or written
   */
  public Optional<ApplyLock> tryLock() {
    create(root);
    return ApplyLock.tryAcquire(lockFile());
  }

  /**
   * Who has the right to apply.
   *
   * @return for example {@code process 4711}; a wording without a number if that is not known
   */
  public String lockHolder() {
    return ApplyLock.holder(lockFile());
  }

  private Path lockFile() {
    return root.resolve("apply.lock");
  }

  static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw unusable("create", directory, "a file of that name is in the way", e);
    } catch (IOException e) {
      throw unusable("create", directory, Reason.of(e), e);
    }
  }

  static LvsdException unusable(String operation, Path path, String reason, IOException cause) {
    return new LvsdException(
        Blame.HOST,
        operation
            + " "
            + path
            + ": "
            + reason
            + "; lvsd keeps there what it manages: run as root, or name another state directory",
        cause);
  }
}
