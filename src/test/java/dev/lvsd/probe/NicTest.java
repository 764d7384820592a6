package dev.lvsd.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NicTest {
  @Property
  void knowsNetworksAsNumbersDo(
      @ForAll @Size(4) byte[] one,
      @ForAll @Size(4) byte[] other,
      @ForAll @IntRange(max = 32) int prefix)
      throws UnknownHostException {
    InterfaceAddress network = new InterfaceAddress("eth0", InetAddress.getByAddress(one), prefix);
    BigInteger difference = new BigInteger(1, one).xor(new BigInteger(1, other));
    assertThat(Nic.contains(network, InetAddress.getByAddress(other)))
        .isEqualTo(difference.shiftRight(32 - prefix).signum() == 0);
    assertThat(Nic.contains(network, Addresses.parse("::1"))).isFalse();
  }
}
