package dev.lvsd.ipvs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.AddressFamily;
import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.NetlinkFormatException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Whatever the bytes, an answer is read or refused as malformed, and nothing else happens. */
class HostileAnswersTest {
  private static void readOrRefuse(byte[] bytes, Function<AttributeReader, Object> read) {
    try {
      assertThat(read.apply(AttributeReader.of(ByteBuffer.wrap(bytes)))).isNotNull();
    } catch (NetlinkFormatException e) {
      assertThat(e).hasMessageStartingWith("malformed netlink message");
    }
  }

  @FuzzTest
  void services(byte[] bytes) {
    readOrRefuse(bytes, ServiceCodec::read);
  }

  @FuzzTest
  void servers(byte[] bytes) {
    readOrRefuse(bytes, answer -> ServerCodec.read(answer, AddressFamily.IPV6));
  }

  @FuzzTest
  void syncDaemons(byte[] bytes) {
    readOrRefuse(bytes, SyncDaemonCodec::read);
  }
}
