package dev.lvsd.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.NetlinkFormatException;
import dev.lvsd.netlink.RouteDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whatever the bytes, an answer is read or refused as malformed, and nothing else happens. */
class HostileAnswersTest {
  @FuzzTest
  void links(byte[] bytes) {
    readOrRefuse(bytes, 16, LinkRequest::decode);
  }

  @FuzzTest
  void addresses(byte[] bytes) {
    readOrRefuse(bytes, 8, AddressRequest::decode);
  }

  @FuzzTest
  void neighbours(byte[] bytes) {
    readOrRefuse(bytes, 12, NeighbourRequest::decode);
  }

  /** The connection has made sure that the header is there. */
  private static void readOrRefuse(byte[] bytes, int headerLength, RouteDecoder<?> decoder) {
    if (bytes.length < headerLength) {
      return;
    }
    ByteBuffer header =
        ByteBuffer.wrap(bytes, 0, headerLength).slice().order(ByteOrder.nativeOrder());
    ByteBuffer attributes = ByteBuffer.wrap(bytes, headerLength, bytes.length - headerLength);
    try {
      assertThat((Object) decoder.decode(header, AttributeReader.of(attributes))).isNotNull();
    } catch (NetlinkFormatException e) {
      assertThat(e).hasMessageStartingWith("malformed netlink message");
    }
  }
}
