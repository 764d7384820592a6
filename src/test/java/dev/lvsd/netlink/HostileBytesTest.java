package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLMSG_DONE;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_ERROR;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes are, readers end, and throw nothing but {@link NetlinkFormatException}. */
class HostileBytesTest {
  private static final int MAX_DEPTH = 4;

  @Property
  void attributesOfAnyBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] bytes) {
    readAttributes(bytes);
  }

  @Property
  void messagesOfAnyBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] bytes) {
    readMessages(bytes);
  }

  @Property
  void attributesWithOneWrongByteAreReadOrRefused(
      @ForAll @IntRange(max = 75) int at, @ForAll byte wrong) {
    ByteBuffer buffer = ByteBuffer.allocate(76);
    AttributeWriter.to(buffer)
        .u16(1, 2)
        .be16(2, 80)
        .nested(3, inner -> inner.string(4, "wrr").nested(5, n -> n.u64(6, 7).u32(7, 8)))
        .bytes(8, new byte[16]);
    byte[] bytes = buffer.array();
    bytes[at] = wrong;
    readAttributes(bytes);
  }

  @FuzzTest(maxDuration = "1m")
  void readAttributes(byte[] bytes) {
    try {
      walk(AttributeReader.of(ByteBuffer.wrap(bytes)), 0);
    } catch (NetlinkFormatException expected) {
      requireInside(expected, bytes);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void readMessages(byte[] bytes) {
    MessageReader reader = new MessageReader(ByteBuffer.wrap(bytes));
    reader.restart();
    try {
      while (reader.next()) {
        readMessage(reader, bytes);
      }
    } catch (NetlinkFormatException expected) {
      requireInside(expected, bytes);
    }
  }

  private static void readMessage(MessageReader reader, byte[] bytes) {
    try {
      if (reader.type() == NLMSG_ERROR) {
        reader.errno();
        reader.errorMessage();
      } else if (reader.type() == NLMSG_DONE) {
        reader.errno();
        reader.doneMessage();
      } else {
        reader.header(4);
        walk(reader.attributes(4), 0);
      }
    } catch (NetlinkFormatException expected) {
      requireInside(expected, bytes);
    }
  }

  private static void walk(AttributeReader reader, int depth) {
    while (reader.next()) {
      for (Runnable read :
          new Runnable[] {
            reader::u8,
            reader::u16,
            reader::be16,
            reader::u32,
            reader::s32,
            reader::be32,
            reader::u64,
            reader::string,
            reader::bytes,
            () -> {
              if (depth < MAX_DEPTH) {
                walk(reader.nested(), depth + 1);
              }
            }
          }) {
        try {
          read.run();
        } catch (NetlinkFormatException expected) {
          requireInside(expected, null);
        }
      }
    }
  }

  private static void requireInside(NetlinkFormatException refusal, byte[] bytes) {
    if (refusal.offset() < 0 || (bytes != null && refusal.offset() > bytes.length)) {
      throw new AssertionError("offset " + refusal.offset(), refusal);
    }
  }
}
