package dev.lvsd.cli;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announced;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.Vip;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** VIPs as a test laid them down; keeps what it was asked. */
final class ScriptedVips implements VipOperations {
  static final InterfaceAddress WEB = InterfaceAddress.vip("eth0", Addresses.parse("203.0.113.10"));

  List<Vip> vips =
      List.of(
          new Vip(WEB.address(), Optional.of(WEB), true, Optional.of("shop"), List.of(Samples.WEB)),
          new Vip(
              Addresses.parse("2001:db8::1"),
              Optional.empty(),
              false,
              Optional.empty(),
              List.of(Samples.DNS)));
  List<Announced> announced = List.of(new Announced(WEB, 3, Optional.empty()));
  int rounds = 3;
  Runnable beforeRound = () -> {};
  AnnounceRequest request;

  @Override
  public List<Vip> list() {
    return vips;
  }

  @Override
  public List<Announced> announce(AnnounceRequest asked, IntConsumer round) {
    request = asked;
    for (int i = 1; i <= rounds; i++) {
      beforeRound.run();
      round.accept(i);
    }
    return announced;
  }
}
