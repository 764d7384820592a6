package dev.lvsd.dataplane.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
  private static final int TCP = 6;

  private final ConnectionTable table = new ConnectionTable(99, 1 << 20);
  private final ConnectionKey key = new ConnectionKey();

  private ConnectionKey client(int client) {
    return key.of(false, TCP).from(0, 0x0a000000L + client / 50000, client % 50000).to(0, 7, 80);
  }

  private ConnectionKey server(int client) {
    return key.of(false, TCP).from(0, 9, 8080).to(0, 0x0a000000L + client / 50000, client % 50000);
  }

  private int create(int client, int flags) {
    int made = table.create(client(client), 0, 9, 8080, flags, 3);
    table.hash(made);
    return made;
  }

  @Test
  void findsAConnectionFromBothSides() {
    int made = create(1, ConnectionTable.NAT);

    assertThat(table.findIncoming(client(1))).isEqualTo(made);
    assertThat(table.findIncoming(client(2))).isEqualTo(ConnectionTable.NONE);
    assertThat(table.findOutgoing(server(1))).isEqualTo(made);
    assertThat(table.findOutgoing(server(2))).isEqualTo(ConnectionTable.NONE);
  }

  @Test
  void findsTheReplyOfAServerThatAnswersAsTheVip() {
    int made = create(1, 0);

    assertThat(table.findOutgoing(server(1))).isEqualTo(ConnectionTable.NONE);
    assertThat(table.findOutgoing(client(1).reverse())).isEqualTo(made);
  }

  @Test
  void findsTheReplyToALocalAddress() {
    int made =
        table.create(client(1), 0, 9, 8080, ConnectionTable.NAT | ConnectionTable.FULLNAT, 3);
    table.local(made, table.numberOfLocal(0, 5), 61000);
    table.hash(made);

    assertThat(table.findOutgoing(key.of(false, TCP).from(0, 9, 8080).to(0, 5, 61000)))
        .isEqualTo(made);
    assertThat(table.findOutgoing(server(1))).isEqualTo(ConnectionTable.NONE);
    assertThat(table.localPort(made)).isEqualTo(61000);
    assertThat(table.serverPort(made)).isEqualTo(8080);
  }

  @Test
  void tellsFamiliesProtocolsAndTemplatesApart() {
    int template = table.create(client(0), 0, 9, 8080, ConnectionTable.TEMPLATE, 3);
    table.hash(template);

    assertThat(table.findIncoming(client(0))).isEqualTo(ConnectionTable.NONE);
    assertThat(table.findTemplate(client(0))).isEqualTo(template);
    assertThat(table.findTemplate(client(0).of(true, TCP))).isEqualTo(ConnectionTable.NONE);
    assertThat(table.findTemplate(client(0).of(false, 17))).isEqualTo(ConnectionTable.NONE);
  }

  @Test
  void findsTheNewestOfEquals() {
    int older = create(1, ConnectionTable.NAT);
    int newer = create(1, ConnectionTable.NAT);

    assertThat(table.findIncoming(client(1))).isEqualTo(newer);
    table.unhash(newer);
    assertThat(table.findIncoming(client(1))).isEqualTo(older);
  }

  @Test
  void keepsEveryFieldApart() {
    int made = table.create(client(70000), 1, 9, 65535, ConnectionTable.INACTIVE, 3);
    table.state(made, 10);
    table.timeoutSeconds(made, 0xffff_ffffL);
    table.countPacketIn(made);
    table.expiresAtMs(made, Long.MAX_VALUE);
    table.sequence(made, -2);
    table.flag(made, ConnectionTable.INACTIVE, false);
    table.flag(made, ConnectionTable.NO_OUTPUT, true);

    assertThat(table.state(made)).isEqualTo(10);
    assertThat(table.protocol(made)).isEqualTo(TCP);
    assertThat(table.flags(made)).isEqualTo(ConnectionTable.NO_OUTPUT);
    assertThat(table.timeoutSeconds(made)).isEqualTo(0xffff_ffffL);
    assertThat(table.packetsIn(made)).isEqualTo(1);
    assertThat(table.expiresAtMs(made)).isEqualTo(Long.MAX_VALUE);
    assertThat(table.sequence(made)).isEqualTo(-2);
    assertThat(table.clientPort(made)).isEqualTo(20000);
    assertThat(table.clientLow(made)).isEqualTo(0x0a000001L);
    assertThat(table.virtualPort(made)).isEqualTo(80);
    assertThat(table.serverPort(made)).isEqualTo(65535);
    assertThat(table.serverHigh(made)).isEqualTo(1);
    assertThat(table.server(made)).isEqualTo(3);
    assertThat(table.template(made)).isEqualTo(ConnectionTable.NONE);
  }

  @Test
  void countsWhatATemplateControls() {
    int template = table.create(client(0), 0, 9, 8080, ConnectionTable.TEMPLATE, 3);
    int one = create(1, 0);
    int two = create(2, 0);
    table.template(one, template);
    table.template(two, template);
    assertThat(table.controlled(template)).isEqualTo(2);

    table.template(one, ConnectionTable.NONE);
    assertThat(table.controlled(template)).isEqualTo(1);
    assertThat(table.template(two)).isEqualTo(template);
  }

  @Test
  void makesNoMoreThanThereIsRoomFor() {
    ConnectionTable small = new ConnectionTable(1, 2);
    int first = small.create(client(1), 0, 9, 8080, 0, 3);
    assertThat(small.create(client(2), 0, 9, 8080, 0, 3)).isNotEqualTo(ConnectionTable.NONE);

    assertThat(small.create(client(3), 0, 9, 8080, 0, 3)).isEqualTo(ConnectionTable.NONE);
    assertThat(small.refused()).isEqualTo(1);

    small.release(first);
    assertThat(small.create(client(3), 0, 9, 8080, 0, 3)).isEqualTo(first);
    assertThat(small.clientLow(first)).isEqualTo(0x0a000000L);
    assertThat(small.packetsIn(first)).isZero();
  }

  @Test
  void staysBelow208BytesForEachOfAMillionConnections() {
    for (int client = 0; client < 1_000_000; client++) {
      create(client, ConnectionTable.NAT);
    }

    assertThat(table.bytes() / 1_000_000).isLessThan(160);
    for (int client = 0; client < 1_000_000; client += 1009) {
      assertThat(table.findIncoming(client(client))).isEqualTo(client);
      assertThat(table.findOutgoing(server(client))).isEqualTo(client);
    }
  }

  @Property(tries = 50)
  void behavesLikeAMapWhateverComesAndGoes(@ForAll long seed) {
    ConnectionTable any = new ConnectionTable(seed, 1 << 20);
    Random random = new Random(seed);
    Map<Integer, List<Integer>> expected = new HashMap<>();
    for (int step = 0; step < 4000; step++) {
      int client = random.nextInt(600);
      List<Integer> present = expected.computeIfAbsent(client, none -> new ArrayList<>());
      if (present.isEmpty() || random.nextInt(3) == 0) {
        int made = any.create(client(client), 0, 9, 8080, ConnectionTable.NAT, 0);
        any.hash(made);
        present.add(made);
      } else {
        int gone = present.remove(random.nextInt(present.size()));
        any.unhash(gone);
        any.release(gone);
      }
    }
    int count = 0;
    for (Map.Entry<Integer, List<Integer>> each : expected.entrySet()) {
      List<Integer> present = each.getValue();
      int newest = present.isEmpty() ? ConnectionTable.NONE : present.get(present.size() - 1);
      assertThat(any.findIncoming(client(each.getKey()))).isEqualTo(newest);
      assertThat(any.findOutgoing(server(each.getKey()))).isEqualTo(newest);
      count += present.size();
    }
    int[] visited = {0};
    any.forEach(connection -> visited[0]++);
    assertThat(visited[0]).isEqualTo(count);
    assertThat(any.count()).isEqualTo(count);
  }
}
