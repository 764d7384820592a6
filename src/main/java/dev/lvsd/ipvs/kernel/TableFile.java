package dev.lvsd.ipvs.kernel;

import dev.lvsd.diag.Blame;
import dev.lvsd.ipvs.IpvsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's table as text, of which only a digest is made: an eighth of what reading it over
 * netlink costs, and no garbage. Rows of servers end with two counters, which do not count:
 *
 * <pre>
 * TCP  0A010064:0050 wrr
 *   -&gt; 0A02000B:1F90      Masq    3      12         40
 * </pre>
 *
 * <p>The table is that of the network namespace of the reading thread.
 *
 * @see "net/netfilter/ipvs/ip_vs_ctl.c: ip_vs_info_seq_show"
 */
final class TableFile {
  /** The table of the calling thread's network namespace. */
  static final Path DEFAULT = Path.of("/proc/thread-self/net/ip_vs");

  private static final int BUFFER = 64 * 1024;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Arrow, address, forwarding method and weight; the counters follow. */
  private static final int SERVER_WORDS = 4;

  private final Path path;

  TableFile(Path path) {
    this.path = path;
  }

  /**
   * Digests it.
   *
   * @throws IpvsException if it cannot be read
   */
  long digest() {
    try (InputStream in = Files.newInputStream(path)) {
      return digest(in);
    } catch (IOException e) {
      throw new IpvsException(
          Blame.HOST, 0, "look at the table: read " + path + ": " + e.getMessage(), e);
    }
  }

  private static long digest(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long hash = FNV_OFFSET;
    boolean rowBegins = true;
    boolean server = false;
    boolean inWord = false;
    int words = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      for (int i = 0; i < count; i++) {
        byte b = buffer[i];
        if (b == '\n') {
          hash = (hash ^ b) * FNV_PRIME;
          rowBegins = true;
          continue;
        }
        if (rowBegins) {
          rowBegins = false;
          server = b == ' ';
          inWord = false;
          words = 0;
        }
        boolean space = b == ' ';
        if (!space && !inWord) {
          words++;
        }
        inWord = !space;
        if (!space && (!server || words <= SERVER_WORDS)) {
          hash = (hash ^ b) * FNV_PRIME;
        } else if (space) {
          hash = server && words > SERVER_WORDS ? hash : hash * FNV_PRIME;
        }
      }
    }
    return hash;
  }
}
