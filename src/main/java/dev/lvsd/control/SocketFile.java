package dev.lvsd.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * Where the control socket is. Everybody may connect, so that whoever may not ask is told so; the
 * kernel tells who it is.
 *
 * @param path of the socket
 */
public record SocketFile(Path path) {
  private static final int BACKLOG = 256;
  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rw-rw-rw-");
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  /** Makes it absolute. */
  public SocketFile {
    path = path.toAbsolutePath();
  }

  /**
   * Makes the socket beside its place and moves it there, so that nobody sees one that does not
   * listen yet, and what a killed daemon left is replaced.
   *
   * @throws IOException if it cannot be made, or another daemon listens there
   */
  UnixServerSocketChannel listen() throws IOException {
    Path directory = Objects.requireNonNull(path.getParent(), "socket in a directory");
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, DIRECTORY);
    }
    if (isAnswered()) {
      throw new IOException("another lvsd listens at " + path);
    }
    Path beside = directory.resolve("." + path.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(beside);
    UnixServerSocketChannel channel = UnixServerSocketChannel.open();
    try {
      channel.configureBlocking(true);
      channel.socket().bind(new UnixSocketAddress(beside.toString()), BACKLOG);
      Files.setPosixFilePermissions(beside, FOR_ALL);
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(beside);
      throw e;
    }
  }

  private boolean isAnswered() throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (IOException e) {
      return false; // left behind by a daemon that is gone
    }
  }

  void remove() throws IOException {
    try {
      Files.delete(path);
    } catch (NoSuchFileException e) {
      return; // somebody tidied up
    }
  }
}
