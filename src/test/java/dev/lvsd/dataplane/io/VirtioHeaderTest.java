package dev.lvsd.dataplane.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.linux.TunUapi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class VirtioHeaderTest {
  private final ByteBuffer buffer = ByteBuffer.allocate(64);

  private ByteBuffer host() {
    return buffer.duplicate().order(ByteOrder.nativeOrder());
  }

  private void write(int at, int flags, int type) {
    host().put(at, (byte) flags).put(at + 1, (byte) type);
    host().putShort(at + 2, (short) 54).putShort(at + 4, (short) 1448);
    host().putShort(at + 6, (short) 20).putShort(at + 8, (short) 16);
  }

  @Test
  void readsWhatIsUnfinished() {
    write(3, TunUapi.VIRTIO_NET_HDR_F_NEEDS_CSUM, TunUapi.VIRTIO_NET_HDR_GSO_TCPV4);

    assertThat(VirtioHeader.hasPartialChecksum(buffer, 3)).isTrue();
    assertThat(VirtioHeader.segmentSize(buffer, 3)).isEqualTo(1448);
  }

  @Test
  void isFinishedAfterItWasSaidSo() {
    write(3, TunUapi.VIRTIO_NET_HDR_F_NEEDS_CSUM, TunUapi.VIRTIO_NET_HDR_GSO_TCPV4);
    VirtioHeader.writeFinished(buffer, 3);

    assertThat(VirtioHeader.hasPartialChecksum(buffer, 3)).isFalse();
    assertThat(VirtioHeader.segmentSize(buffer, 3)).isZero();
  }

  @Test
  void countsTheHeaderOfTheLinkWhenItMovesBeforeIt() {
    write(40, TunUapi.VIRTIO_NET_HDR_F_NEEDS_CSUM, TunUapi.VIRTIO_NET_HDR_GSO_TCPV6);
    VirtioHeader.copy(buffer, 40, 26, 14);

    assertThat(host().getShort(28)).as("header length").isEqualTo((short) 68);
    assertThat(host().getShort(30)).as("segment size").isEqualTo((short) 1448);
    assertThat(host().getShort(32)).as("checksum start").isEqualTo((short) 34);
    assertThat(host().getShort(34)).as("checksum offset").isEqualTo((short) 16);
  }
}
