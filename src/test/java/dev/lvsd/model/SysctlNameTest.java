package dev.lvsd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SysctlNameTest {
  @ParameterizedTest
  @CsvSource({
    "expire_nodest_conn, net/ipv4/vs/expire_nodest_conn",
    "net.ipv4.vs.expire_nodest_conn, net/ipv4/vs/expire_nodest_conn",
    "net/ipv4/vs/conn_max, net/ipv4/vs/conn_max",
    "net.ipv4.conf.eth0.rp_filter, net/ipv4/conf/eth0/rp_filter",
    "net.ipv4.conf.eth0.100.rp_filter, net/ipv4/conf/eth0.100/rp_filter",
    "net.ipv4.conf.eth0/100.rp_filter, net/ipv4/conf/eth0.100/rp_filter",
    "net/ipv4/conf/eth0.100/rp_filter, net/ipv4/conf/eth0.100/rp_filter",
    "net.ipv6.neigh.a.b.c.gc_stale_time, net/ipv6/neigh/a.b.c/gc_stale_time",
    "net.netfilter.nf_conntrack_max, net/netfilter/nf_conntrack_max",
  })
  void findsTheFileOfASetting(String written, String path) {
    assertThat(String.join("/", SysctlName.parse(written).parts())).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "a.",
        "../etc/passwd",
        "net/../../etc",
        "a b",
        "a\nb",
        "net.ipv4.conf.//.x",
        "/etc/passwd"
      })
  void refusesWhatCouldLeadElsewhere(String written) {
    assertThatThrownBy(() -> SysctlName.parse(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void isReadAgainAsItIsWritten(@ForAll("names") SysctlName name) {
    assertThat(SysctlName.parse(name.toString())).isEqualTo(name);
  }

  @Provide
  Arbitrary<SysctlName> names() {
    Arbitrary<String> part =
        Arbitraries.strings()
            .withChars("abz09_-.")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(text -> !text.equals(".") && !text.equals(".."));
    Arbitrary<String> first = part.filter(text -> !text.contains("."));
    return part.list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .flatMap(
            rest ->
                first.map(
                    start ->
                        new SysctlName(
                            java.util.stream.Stream.concat(List.of(start).stream(), rest.stream())
                                .toList())));
  }
}
