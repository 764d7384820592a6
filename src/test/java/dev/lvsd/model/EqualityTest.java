package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and settings whose equality is written out are equal exactly when all components are. */
class EqualityTest {
  /** A record class, and two values for each of its components that go with all the others. */
  record Sample(Class<? extends Record> type, List<Object> one, List<Object> other) {}

  static List<Sample> samples() {
    ServerKey server = new ServerKey(Addresses.parse("10.2.0.11"), 80);
    ServiceKey web = ServiceKeys.parse("tcp 10.0.0.1:80");
    return List.of(
        new Sample(
            AddressKey.class,
            values(Protocol.TCP, Addresses.parse("10.0.0.1"), 80),
            values(Protocol.UDP, Addresses.parse("10.0.0.2"), 81)),
        new Sample(FwmarkKey.class, values(1L, AddressFamily.IPV4), values(2L, AddressFamily.IPV6)),
        new Sample(
            ServerKey.class,
            values(Addresses.parse("10.2.0.11"), 80),
            values(Addresses.parse("2001:db8::11"), 0)),
        new Sample(SchedulerName.class, values("rr"), values("wrr")),
        new Sample(
            ServerSpec.class,
            values(server, ForwardingMethod.DR, Optional.empty(), 1, 10L, 5L),
            values(
                new ServerKey(server.address(), 81),
                ForwardingMethod.NAT,
                Optional.empty(),
                2,
                11L,
                6L)),
        new Sample(
            ServerSpec.class,
            values(server, ForwardingMethod.TUNNEL, Optional.of(Tunnel.IPIP), 1, 0L, 0L),
            values(
                server,
                ForwardingMethod.TUNNEL,
                Optional.of(new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.FULL)),
                1,
                0L,
                0L)),
        new Sample(
            ServiceSpec.class,
            values(
                web, SchedulerName.RR, Set.of(), Optional.empty(), Optional.empty(), false, false),
            values(
                ServiceKeys.parse("udp 10.0.0.1:80"),
                SchedulerName.MH,
                Set.of(SchedulerFlag.PORT),
                Optional.of(new Persistence(300, new Netmask(AddressFamily.IPV4, 24))),
                Optional.of("sip"),
                true,
                true)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyComponentCounts(Sample sample) throws ReflectiveOperationException {
    Record one = make(sample.type(), sample.one());
    assertThat(make(sample.type(), sample.one())).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one).isNotEqualTo(null).isNotEqualTo("another thing");
    for (int i = 0; i < sample.one().size(); i++) {
      List<Object> changed = new ArrayList<>(sample.one());
      changed.set(i, sample.other().get(i));
      boolean same = changed.equals(sample.one());
      assertThat(make(sample.type(), changed).equals(one)).as("component %d", i).isEqualTo(same);
    }
  }

  private static List<Object> values(Object... values) {
    return List.of(values);
  }

  private static Record make(Class<? extends Record> type, List<Object> values)
      throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
    return constructor.newInstance(values.toArray());
  }
}
