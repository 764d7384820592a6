package dev.lvsd.host.announce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
  private static final MacAddress MAC = new MacAddress(0x02_00_5e_10_00_01L);

  @Test
  void announcesIpv4ByARequestAndAReplyToEverybody() throws UnknownHostException {
    List<Announcement> announcements =
        Announcement.of(InetAddress.getByName("203.0.113.10"), MAC, false);

    assertThat(announcements).extracting(Announcement::protocol).containsExactly(0x0806, 0x0806);
    assertThat(announcements)
        .extracting(each -> each.destination().toString())
        .containsOnly("ff:ff:ff:ff:ff:ff");
    assertThat(announcements)
        .extracting(each -> hex(each.packet()))
        .containsExactly(
            "0001080006040001" + "02005e100001" + "cb00710a" + "000000000000" + "cb00710a",
            "0001080006040002" + "02005e100001" + "cb00710a" + "02005e100001" + "cb00710a");
  }

  @Test
  void announcesIpv6ByAnAdvertisementToAllNodes() throws UnknownHostException {
    InetAddress address = InetAddress.getByName("2001:db8::10");
    List<Announcement> announcements = Announcement.of(address, MAC, false);

    assertThat(announcements).hasSize(1);
    assertThat(announcements.get(0).protocol()).isEqualTo(0x86dd);
    assertThat(announcements.get(0).destination()).hasToString("33:33:00:00:00:01");
    assertThat(hex(announcements.get(0).packet()))
        .isEqualTo(
            "6000000000203aff"
                + "20010db8000000000000000000000010"
                + "ff020000000000000000000000000001"
                + "88009afc20000000"
                + "20010db8000000000000000000000010"
                + "020102005e100001");
  }

  @Test
  void keepsCallingARouterARouter() throws UnknownHostException {
    InetAddress address = InetAddress.getByName("2001:db8::10");
    assertThat(hex(Announcement.of(address, MAC, true).get(0).packet()))
        .contains("88001afca0000000");
  }

  @Property
  void advertisementsPassTheReceiversChecks(
      @ForAll @Size(16) byte[] address,
      @ForAll @LongRange(max = 0xffff_ffff_ffffL) long mac,
      @ForAll boolean router)
      throws UnknownHostException {
    ByteBuffer packet =
        NeighbourAdvertisement.packet(
            Inet6Address.getByAddress(null, address, -1), new MacAddress(mac), router);

    assertThat(packet.remaining()).isEqualTo(40 + (packet.getShort(4) & 0xffff));
    assertThat(packet.get(7)).as("hop limit").isEqualTo((byte) 255);
    assertThat(ones(pseudoHeader(packet)) + ones(packet.slice(40, 32)))
        .satisfies(sum -> assertThat(fold(sum)).isEqualTo(0xffff));
  }

  @Property
  void arpNamesTheAddressAsSenderAndTarget(
      @ForAll @Size(4) byte[] address, @ForAll @LongRange(max = 0xffff_ffff_ffffL) long mac)
      throws UnknownHostException {
    Inet4Address inet = (Inet4Address) InetAddress.getByAddress(address);
    for (ByteBuffer packet :
        List.of(
            GratuitousArp.request(inet, new MacAddress(mac)),
            GratuitousArp.reply(inet, new MacAddress(mac)))) {
      assertThat(bytes(packet.slice(8, 6))).isEqualTo(new MacAddress(mac).bytes());
      assertThat(bytes(packet.slice(14, 4))).isEqualTo(address);
      assertThat(bytes(packet.slice(24, 4))).isEqualTo(address);
    }
  }

  @Property
  void hardwareAddressesSurviveTheWire(@ForAll @LongRange(max = 0xffff_ffff_ffffL) long bits) {
    assertThat(MacAddress.of(new MacAddress(bits).bytes())).isEqualTo(new MacAddress(bits));
  }

  /** Source, destination, length and protocol, as RFC 8200 (section 8.1) puts them. */
  private static ByteBuffer pseudoHeader(ByteBuffer packet) {
    return ByteBuffer.allocate(40).put(packet.slice(8, 32)).putInt(32).putInt(58).flip();
  }

  private static long ones(ByteBuffer words) {
    long sum = 0;
    while (words.hasRemaining()) {
      sum += words.getShort() & 0xffff;
    }
    return sum;
  }

  private static long fold(long sum) {
    return sum >> 16 == 0 ? sum : fold((sum & 0xffff) + (sum >> 16));
  }

  private static String hex(ByteBuffer packet) {
    return HexFormat.of().formatHex(bytes(packet.duplicate()));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
