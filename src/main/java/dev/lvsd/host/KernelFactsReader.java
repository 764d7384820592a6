package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.model.ConnTableStatus;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.TableGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel and its configuration say of themselves, under /proc, /sys and modprobe.d. */
public final class KernelFactsReader {
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+([0-9]{1,15}) kB$");
  private static final long KIB_PER_PAGE = 4;

  private final Path proc;
  private final Path slab;
  private final String release;
  private final ModprobeFile modprobe;

  /**
   * A reader for this machine.
   *
   * @param paths where the configuration is
   */
  public KernelFactsReader(HostPaths paths) {
    this(
        Path.of("/proc"),
        Path.of("/sys/kernel/slab/ip_vs_conn"),
        System.getProperty("os.version"),
        new ModprobeFile(paths));
  }

  KernelFactsReader(Path proc, Path slab, String release, ModprobeFile modprobe) {
    this.proc = proc;
    this.slab = slab;
    this.release = release;
    this.modprobe = modprobe;
  }

  /**
   * Reads everything. What is a network namespace's is that of the calling thread's.
   *
   * @return what could be read; nothing of it needs root, but with root it is more exact
   */
  public KernelFacts read() {
    return new KernelFacts(
        release, geometry(), tableStatus(), commandLine(), modprobe.foreignLines(), backlogDrops());
  }

  /** How connections are kept: measured while ip_vs is active, else as the release does it. */
  TableGeometry geometry() {
    TableGeometry known = TableGeometry.of(KernelRelease.parse(release), memoryPages());
    return slab().map(known::withMeasured).orElse(known);
  }

  /** The table of the calling thread's network namespace; kernels before 7.1 do not say. */
  private Optional<ConnTableStatus> tableStatus() {
    return text(proc.resolve("thread-self/net/ip_vs_status")).flatMap(StatusFile::parse);
  }

  /** The kernel's command line, on which parameters of built-in modules stand. */
  private String commandLine() {
    return text(proc.resolve("cmdline")).orElse("");
  }

  /** Packets that were dropped because a processor's backlog was full, since boot. */
  private long backlogDrops() {
    long drops = 0;
    for (String line :
        text(proc.resolve("thread-self/net/softnet_stat")).orElse("").split("\n", -1)) {
      String[] columns = line.strip().split(" +", -1);
      if (columns.length > 1 && columns[1].matches("[0-9a-f]{1,8}")) {
        drops += Long.parseLong(columns[1], 16);
      }
    }
    return drops;
  }

  private long memoryPages() {
    Matcher matcher = MEMORY.matcher(text(proc.resolve("meminfo")).orElse(""));
    return matcher.find() ? Long.parseLong(matcher.group(1)) / KIB_PER_PAGE : 1;
  }

  /** The file is there with the usual allocator only, and for root only. */
  private Optional<TableGeometry.Slab> slab() {
    Optional<Integer> size = number("slab_size");
    Optional<Integer> objects = number("objs_per_slab");
    if (size.isEmpty() || objects.isEmpty()) {
      return Optional.empty();
    }
    int filled = size.get() * objects.get();
    int block = Integer.highestOneBit(2 * filled - 1); // whole pages, a power of two of them
    return Optional.of(new TableGeometry.Slab(size.get(), objects.get(), block));
  }

  private Optional<Integer> number(String name) {
    return text(slab.resolve(name))
        .map(String::strip)
        .filter(value -> value.matches("[1-9][0-9]{0,4}"))
        .map(Integer::valueOf);
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
