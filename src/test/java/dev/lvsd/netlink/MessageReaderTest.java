package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLMSGERR_ATTR_MSG;
import static dev.lvsd.linux.NetlinkUapi.NLMSGERR_ATTR_OFFS;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_DONE;
import static dev.lvsd.linux.NetlinkUapi.NLMSG_ERROR;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_ACK_TLVS;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_CAPPED;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_MULTI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
  private final ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());

  @Test
  void readsWhatTheWriterWrote() {
    MessageWriter writer = new MessageWriter(ByteBuffer.allocate(2 * Request.MAX_BYTES));
    writer.append(TestRequest.numbered(5), 1, 100);
    writer.append(TestRequest.empty(9), 1, 101);
    writer.flagLast(4);
    MessageReader reader = new MessageReader(writer.datagram());
    reader.restart();

    assertThat(reader.next()).isTrue();
    assertThat(reader.type()).isEqualTo(TestRequest.FAMILY);
    assertThat(reader.flags()).isEqualTo(1);
    assertThat(reader.sequence()).isEqualTo(100);
    assertThat(reader.portId()).isZero();
    assertThat(reader.header(4).get(0)).isEqualTo((byte) 1);
    assertThat(TestRequest.number(reader.attributes(4))).isEqualTo(5);
    assertThat(reader.next()).isTrue();
    assertThat(reader.flags()).isEqualTo(5);
    assertThat(reader.sequence()).isEqualTo(101);
    assertThat(reader.header(4).get(0)).isEqualTo((byte) 9);
    assertThat(reader.attributes(4).next()).isFalse();
    assertThat(reader.next()).isFalse();
  }

  @Test
  void findsTheKernelsWordsBehindAnEchoedHeader() {
    header(NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS).putInt(-Errno.EINVAL);
    // the echoed header tells the length of the whole request, of which nothing else is echoed
    echoedHeader(140);
    attributes().u32(NLMSGERR_ATTR_OFFS, 20).string(NLMSGERR_ATTR_MSG, "too short");
    MessageReader reader = read();
    assertThat(reader.errno()).isEqualTo(Errno.EINVAL);
    assertThat(reader.errorMessage()).isEqualTo("too short");
  }

  @Test
  void findsTheKernelsWordsBehindAnEchoedRequest() {
    header(NLMSG_ERROR, NLM_F_ACK_TLVS).putInt(-Errno.EINVAL);
    echoedHeader(25);
    buffer.putLong(-1).putInt(-1);
    attributes().string(NLMSGERR_ATTR_MSG, "too short");
    assertThat(read().errorMessage()).isEqualTo("too short");
  }

  @Test
  void findsTheKernelsWordsAtTheEndOfADump() {
    header(NLMSG_DONE, NLM_F_MULTI | NLM_F_ACK_TLVS).putInt(-Errno.ENOENT);
    attributes().string(NLMSGERR_ATTR_MSG, "gone");
    MessageReader reader = read();
    assertThat(reader.errno()).isEqualTo(Errno.ENOENT);
    assertThat(reader.doneMessage()).isEqualTo("gone");
  }

  @Test
  void findsNoWordsWhereThereAreNone() {
    header(NLMSG_ERROR, NLM_F_CAPPED).putInt(0);
    echoedHeader(16);
    MessageReader reader = read();
    assertThat(reader.errno()).isZero();
    assertThat(reader.errorMessage()).isEmpty();
    assertThat(reader.doneMessage()).isEmpty();
  }

  @Test
  void refusesAnErrorWithoutNumber() {
    header(NLMSG_ERROR, 0);
    MessageReader reader = read();
    refuses(reader::errno, "message of 16 bytes is too short for its error number");
  }

  @Test
  void refusesAPositiveErrorNumber() {
    header(NLMSG_ERROR, 0).putInt(22);
    MessageReader reader = read();
    refuses(reader::errno, "error number 22");
  }

  @Test
  void refusesAnEchoThatIsLongerThanTheMessage() {
    header(NLMSG_ERROR, NLM_F_ACK_TLVS).putInt(-Errno.EINVAL);
    echoedHeader(1000);
    MessageReader reader = read();
    refuses(reader::errorMessage, "length of echoed request 1000");
  }

  @Test
  void refusesAFamilysMessageWithoutItsHeader() {
    header(TestRequest.FAMILY, 0);
    MessageReader reader = read();
    refuses(() -> reader.header(4), "too short for its header");
    refuses(() -> reader.attributes(4), "too short for its header");
  }

  @Test
  void refusesAMessageThatIsLongerThanTheDatagram() {
    header(NLMSG_ERROR, 0);
    buffer.putInt(0, 17);
    buffer.flip();
    MessageReader reader = new MessageReader(buffer);
    reader.restart();
    refuses(reader::next, "byte 0: message length 17, expected 16 to 16");
    assertThat(reader.next()).as("nobody finds it again").isFalse();
  }

  private ByteBuffer header(int type, int flags) {
    return buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(1).putInt(2);
  }

  private void echoedHeader(int length) {
    buffer.putInt(length).putInt(0).putInt(1).putInt(2);
  }

  private AttributeWriter attributes() {
    return AttributeWriter.to(buffer);
  }

  private MessageReader read() {
    buffer.putInt(0, buffer.position());
    buffer.flip();
    MessageReader reader = new MessageReader(buffer);
    reader.restart();
    assertThat(reader.next()).isTrue();
    return reader;
  }

  private static void refuses(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading)
        .isInstanceOf(NetlinkFormatException.class)
        .hasMessageContaining(message);
  }
}
