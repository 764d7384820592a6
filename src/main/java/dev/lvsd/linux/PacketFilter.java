package dev.lvsd.linux;

import static dev.lvsd.linux.PacketUapi.BPF_ABS;
import static dev.lvsd.linux.PacketUapi.BPF_B;
import static dev.lvsd.linux.PacketUapi.BPF_JEQ;
import static dev.lvsd.linux.PacketUapi.BPF_JMP;
import static dev.lvsd.linux.PacketUapi.BPF_LD;
import static dev.lvsd.linux.PacketUapi.BPF_RET;
import static dev.lvsd.linux.PacketUapi.BPF_W;
import static dev.lvsd.linux.PacketUapi.SIZEOF_SOCK_FILTER;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which packets a {@link PacketSocket} wants: those that have certain bytes at certain places. The
 * kernel drops all others, so that a busy interface does not crowd out what is waited for.
 *
 * <p>Immutable. Written as a program of the classic Berkeley packet filter: for each place a load
 * and a comparison, which jumps to the last instruction if it fails.
 *
 * @see "linux/filter.h; Documentation/networking/filter.rst"
 */
public final class PacketFilter {
  /** Lets everything through. */
  public static final PacketFilter ALL = new PacketFilter(List.of());

  /** A jump skips at most 255 instructions; no filter of ours comes near it. */
  private static final int MOST_TESTS = 60;

  /** How much of a packet is let through: all of it. */
  private static final int WHOLE = 0xffff;

  private final List<Test> tests;

  private PacketFilter(List<Test> tests) {
    this.tests = List.copyOf(tests);
  }

  /**
   * Loads one or four bytes and compares.
   *
   * @param size BPF_B or BPF_W
   * @param offset from the first byte that the socket receives
   */
  private record Test(int size, int offset, int value) {}

  /**
   * The same, and some bytes besides.
   *
   * @param offset of the first, from the first byte that the socket receives
   * @param bytes what must be there
   * @return a filter that wants both
   */
  public PacketFilter and(int offset, byte... bytes) {
    List<Test> more = new ArrayList<>(tests);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      int at = offset + left.position();
      more.add(
          left.remaining() >= 4
              ? new Test(BPF_W, at, left.getInt())
              : new Test(BPF_B, at, left.get() & 0xff));
    }
    if (more.size() > MOST_TESTS) {
      throw new IllegalArgumentException("a filter of " + more.size() + " tests");
    }
    return new PacketFilter(more);
  }

  /** Whether there is nothing to filter. */
  boolean isAll() {
    return tests.isEmpty();
  }

  /**
   * The program, as an array of struct sock_filter.
   *
   * @return direct, in the host's byte order, from 0 to its limit
   */
  ByteBuffer program() {
    int instructions = tests.size() * 2 + 2;
    ByteBuffer program =
        ByteBuffer.allocateDirect(instructions * SIZEOF_SOCK_FILTER).order(ByteOrder.nativeOrder());
    for (Test test : tests) {
      instruction(program, BPF_LD | test.size() | BPF_ABS, 0, test.offset());
      int next = program.position() / SIZEOF_SOCK_FILTER + 1;
      instruction(program, BPF_JMP | BPF_JEQ, instructions - 1 - next, test.value());
    }
    instruction(program, BPF_RET, 0, WHOLE);
    instruction(program, BPF_RET, 0, 0);
    return program.flip();
  }

  private static void instruction(ByteBuffer program, int code, int skipIfNot, int operand) {
    program.putShort((short) code).put((byte) 0).put((byte) skipIfNot).putInt(operand);
  }
}
