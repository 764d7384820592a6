package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problems;
import dev.lvsd.model.Definition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionWriterTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("lvsd.basedir", "."), "deploy", "examples");

  private static final String WRITTEN =
      """
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: shop}
      management: exclusive
      director:
        connTabBits: 20
        timeouts: {tcp: 15m, udp: 1m30s}
        sysctls: {expire_nodest_conn: 1, sync_threshold: "3 50"}
        vipInterface: eth0
        announce: {count: 5, gap: 2s}
        localAddresses: [10.2.0.1, "2001:db8:2::1"]
        syncDaemons:
          - {role: master, interface: eth1, syncId: 7, maxLength: 1400, group: 239.1.1.1, port: 9000, ttl: 2}
          - {role: backup, interface: eth1}
      services:
        - name: web
          listen: 203.0.113.10:80
          scheduler: mh
          schedulerFlags: [fallback, port]
          forwarding: nat
          persistence: {timeout: 5m, netmask: 255.255.255.0}
          realServers:
            - {address: 10.2.0.11, weight: 3}
            - {name: b, address: 10.2.0.12, port: 8080, upperThreshold: 9, lowerThreshold: 5}
        - name: dns
          listen: "[2001:db8::1]:53"
          protocol: udp
          forwarding: tunnel
          tunnel: {type: gue, port: 6080, checksum: full}
          onePacket: true
          realServers:
            - {address: "2001:db8::11"}
            - {address: "2001:db8::13"}
            - {address: 10.2.0.12, tunnel: {type: ipip}}
        - name: marked
          fwmark: 4294967295
          family: ipv6
          forwarding: dr
          realServers: []
      realServerHosts:
        - {address: 10.2.0.11, ssh: {user: ops, port: 2222}}
      ---
      apiVersion: lvsd/v1
      kind: Cluster
      metadata: {name: other}
      services: []
      """;

  @Test
  void writesWhatAPersonWouldWrite() {
    assertThat(DefinitionWriter.write(read(WRITTEN))).isEqualTo(WRITTEN);
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesTheSameDefinitionWhenItIsReadAgain(Path example) throws IOException {
    Definition definition = read(Files.readString(example));

    assertThat(read(DefinitionWriter.write(definition))).isEqualTo(definition);
  }

  @ParameterizedTest
  @CsvSource({
    "web, web",
    "'', '\"\"'",
    "null, '\"null\"'",
    "-x, '\"-x\"'",
    "3 50, '\"3 50\"'",
    "::1, '\"::1\"'",
    "10.0.0.1:80, 10.0.0.1:80",
    "'a\"b\\c', '\"a\\\"b\\\\c\"'",
  })
  void quotesWhatYamlWouldNotTakeForText(String text, String written) {
    assertThat(YamlText.quoted(text, false)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"1, 1s", "60, 1m", "90, 1m30s", "5400, 1h30m", "86400, 1d", "2147483, 24d20h31m23s"})
  void writesTimesInTheLargestUnits(long seconds, String text) {
    assertThat(Durations.text(seconds)).isEqualTo(text);
  }

  private static Definition read(String yaml) {
    Problems problems = new Problems();
    InputStream in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    return new DefinitionReader(in)
        .read(List.of(Path.of("-")), problems)
        .orElseThrow(() -> new AssertionError(problems.all().toString()));
  }
}
