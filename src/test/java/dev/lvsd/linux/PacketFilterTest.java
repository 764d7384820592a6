package dev.lvsd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PacketFilterTest {
  @Test
  void comparesFourBytesOrOneAtATime() {
    ByteBuffer program =
        PacketFilter.ALL.and(12, new byte[] {10, 1, 0, 100}).and(9, (byte) 6).program();
    assertThat(program.limit()).isEqualTo(6 * 8);
    assertThat(line(program, 0)).isEqualTo("ld 32 12");
    assertThat(line(program, 1)).isEqualTo("jeq 0a010064 else 5");
    assertThat(line(program, 2)).isEqualTo("ld 8 9");
    assertThat(line(program, 3)).isEqualTo("jeq 00000006 else 5");
    assertThat(line(program, 4)).isEqualTo("ret 65535");
    assertThat(line(program, 5)).isEqualTo("ret 0");
  }

  @Property
  void letsThroughWhatHasTheBytesAndNothingElse(
      @ForAll @Size(40) byte[] packet,
      @ForAll @IntRange(max = 20) int offset,
      @ForAll @IntRange(min = 1, max = 16) int length,
      @ForAll @IntRange(max = 39) int changed) {
    byte[] wanted = Arrays.copyOfRange(packet, offset, offset + length);
    ByteBuffer program = PacketFilter.ALL.and(offset, wanted).program();
    assertThat(run(program, packet)).isEqualTo(0xffff);
    packet[changed]++;
    boolean same = changed < offset || changed >= offset + length;
    assertThat(run(program, packet)).isEqualTo(same ? 0xffff : 0);
  }

  @Test
  void refusesMoreThanAJumpReaches() {
    assertThatThrownBy(() -> PacketFilter.ALL.and(0, new byte[400]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String line(ByteBuffer program, int at) {
    int code = program.getShort(at * 8);
    int operand = program.getInt(at * 8 + 4);
    return switch (code) {
      case 0x20 -> "ld 32 " + operand;
      case 0x30 -> "ld 8 " + operand;
      case 0x15 -> "jeq %08x else %d".formatted(operand, at + 1 + program.get(at * 8 + 3));
      case 0x06 -> "ret " + operand;
      default -> "code " + code;
    };
  }

  /** As the kernel runs it (Documentation/networking/filter.rst). */
  private static int run(ByteBuffer program, byte[] packet) {
    ByteBuffer bytes = ByteBuffer.wrap(packet).order(ByteOrder.BIG_ENDIAN);
    int loaded = 0;
    for (int at = 0; ; at++) {
      int operand = program.getInt(at * 8 + 4);
      switch (program.getShort(at * 8)) {
        case 0x20 -> loaded = bytes.getInt(operand);
        case 0x30 -> loaded = bytes.get(operand) & 0xff;
        case 0x15 -> at += program.get(at * 8 + (loaded == operand ? 2 : 3)) & 0xff;
        default -> {
          return operand;
        }
      }
    }
  }
}
