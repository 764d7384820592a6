package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.NearestName;
import dev.lvsd.model.IpvsSysctl;
import dev.lvsd.model.SysctlName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's settings, read and set as files. What is below {@code net} belongs to the network
 * namespace of the calling thread.
 */
final class SysctlTree {
  /** More than any setting has. */
  private static final int LARGEST = 64 << 10;

  private final Path root;

  SysctlTree(Path root) {
    this.root = root;
  }

  /**
   * The present value, in one line with single blanks.
   *
   * @return empty if this kernel has no such setting, or does not show it
   */
  Optional<String> read(SysctlName name) {
    Path file = file(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    // in one piece, since the kernel gives nothing to a second read: Files.readString begins with
    // a single byte where a file says that it is empty
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(IpvsSysctl.normal(new String(in.readNBytes(LARGEST), UTF_8)));
    } catch (IOException e) {
      return Optional.empty(); // some can only be written, and some are for root only
    }
  }

  /** Sets a value, and looks whether the kernel has it now. */
  void set(HostCommand.SetSysctl command) {
    SysctlName name = name(command);
    String value = IpvsSysctl.normal(command.value());
    try {
      write(file(name), value);
    } catch (NoSuchFileException e) {
      throw failure(command, Blame.USER, missing(name), e);
    } catch (AccessDeniedException e) {
      throw failure(command, Blame.HOST, denied(name), e);
    } catch (IOException e) {
      throw failure(command, Blame.KERNEL, said(e) + expected(name), e);
    }
    Optional<String> kept = read(name);
    if (kept.isPresent() && !IpvsSysctl.isSame(name, value, kept.get())) {
      throw failure(
          command,
          Blame.KERNEL,
          "the kernel made " + kept.get() + " of it; write that, or a value that it keeps",
          null);
    }
  }

  private static void write(Path file, String value) throws IOException {
    // in one piece, since the kernel takes each write as a whole value
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((value + "\n").getBytes(UTF_8)));
    }
  }

  private SysctlName name(HostCommand.SetSysctl command) {
    try {
      return SysctlName.parse(command.name());
    } catch (IllegalArgumentException e) {
      throw failure(command, Blame.USER, String.valueOf(e.getMessage()), e);
    }
  }

  private String missing(SysctlName name) {
    Optional<IpvsSysctl> known = name.isIpvs() ? IpvsSysctl.find(name.leaf()) : Optional.empty();
    if (!Files.isDirectory(directory(name))) {
      return name.isIpvs()
          ? "there are no settings of IPVS; load ip_vs first"
          : "the kernel has no settings of that kind, or not in this network namespace";
    }
    if (known.isPresent() && !known.get().origin().isEmpty()) {
      return "this kernel does not have it; it is on " + known.get().origin();
    }
    String near = NearestName.to(name.leaf(), siblings(name));
    return "the kernel has no such sysctl" + (near == null ? "" : "; did you mean " + near + "?");
  }

  private List<String> siblings(SysctlName name) {
    try (Stream<Path> files = Files.list(directory(name))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      return List.of(); // only a message gets poorer
    }
  }

  private String denied(SysctlName name) {
    return Files.exists(file(name))
        ? "permission denied; run as root, and in the initial user namespace"
        : missing(name);
  }

  private static String expected(SysctlName name) {
    Optional<IpvsSysctl> known = name.isIpvs() ? IpvsSysctl.find(name.leaf()) : Optional.empty();
    return known.map(sysctl -> "; it takes " + sysctl.expected()).orElse("");
  }

  private static String said(IOException e) {
    String reason = e instanceof FileSystemException inFiles ? inFiles.getReason() : e.getMessage();
    return reason == null ? String.valueOf(e.getMessage()) : reason;
  }

  private Path file(SysctlName name) {
    Path path = root;
    for (String part : name.parts()) {
      path = path.resolve(part);
    }
    return path;
  }

  private Path directory(SysctlName name) {
    Path parent = file(name).getParent();
    return parent == null ? root : parent;
  }

  private static HostException failure(
      HostCommand command, Blame blame, String reason, @Nullable Exception cause) {
    return new HostException(blame, command.describe() + ": " + reason, cause);
  }
}
