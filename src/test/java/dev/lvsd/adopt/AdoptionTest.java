package dev.lvsd.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Problems;
import dev.lvsd.ipvsadm.Names;
import dev.lvsd.ipvsadm.SavedRules;
import dev.lvsd.ipvsadm.SystemNames;
import dev.lvsd.model.VirtualService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptionTest {
  private static final Names NAMES = new SystemNames();

  @Test
  void putsServicesOfOneAddressIntoOneCluster() throws IOException {
    Adopted adopted =
        adopt(
            """
            -A -t 203.0.113.10:80 -s wrr -p 600 -M 255.255.255.0
            -a -t 203.0.113.10:80 -r 10.2.0.11:80 -g -w 3 -x 9 -y 7
            -a -t 203.0.113.10:80 -r 10.2.0.12:80 -g -w 1
            -A -u 203.0.113.10:53 -s rr -o
            -a -u 203.0.113.10:53 -r 10.2.0.21:5353 -m -w 1
            -A -f 7 -6 -s sh -b sh-fallback
            -a -f 7 -6 -r [2001:db8::11]:0 -i -w 0 --tun-type gre --tun-csum
            """);

    assertThat(adopted.losses()).isEmpty();
    assertThat(adopted.yaml())
        .isEqualTo(
            """
            apiVersion: lvsd/v1
            kind: Cluster
            metadata: {name: vip-203.0.113.10}
            services:
              - name: http
                listen: 203.0.113.10:80
                scheduler: wrr
                forwarding: dr
                persistence: {timeout: 10m, netmask: 255.255.255.0}
                realServers:
                  - {address: 10.2.0.11, weight: 3, upperThreshold: 9, lowerThreshold: 7}
                  - {address: 10.2.0.12}
              - name: dns
                listen: 203.0.113.10:53
                protocol: udp
                scheduler: rr
                forwarding: nat
                onePacket: true
                realServers:
                  - {address: 10.2.0.21, port: 5353}
            ---
            apiVersion: lvsd/v1
            kind: Cluster
            metadata: {name: fwmark-7}
            services:
              - name: ipv6
                fwmark: 7
                family: ipv6
                scheduler: sh
                schedulerFlags: [fallback]
                forwarding: tunnel
                tunnel: {type: gre, checksum: full}
                realServers:
                  - {address: "2001:db8::11", weight: 0}
            """);
  }

  @Test
  void putsServicesOfTheSameMachinesIntoOneCluster() throws IOException {
    Adopted adopted =
        adopt(
            """
            -A -t 203.0.113.10:80 -s rr
            -a -t 203.0.113.10:80 -r 10.2.0.11 -g
            -A -t [2001:db8::1]:8443 -s rr
            -a -t [2001:db8::1]:8443 -r 10.2.0.11 -i
            """);

    assertThat(adopted.yaml())
        .containsOnlyOnce("kind: Cluster")
        .contains("- name: vip-203.0.113.10-http\n", "- name: vip-2001_db8__1-tcp-8443\n");
  }

  @Test
  void leavesOutWhatADefinitionCannotSayAndSaysWhy() throws IOException {
    Adopted adopted =
        adopt(
            """
            -A -t 203.0.113.10:80 -s rr -b flag-3
            -A -t 203.0.113.10:81 -s rr -p 2678400
            -A -t 203.0.113.10:82 -s rr --pe sip
            """);

    assertThat(adopted.losses())
        .containsExactly(
            "service tcp 203.0.113.10:80 is left out: 'flag_3' is not a scheduler flag",
            "service tcp 203.0.113.10:81 is left out: '31d' is 2678400 seconds",
            "service tcp 203.0.113.10:82: persistence engine sip is left out:"
                + " without persistence it does nothing");
    assertThat(adopted.yaml()).contains("listen: 203.0.113.10:82").doesNotContain(":81");
  }

  @Test
  void makesADefinitionOfAnEmptyTable() throws IOException {
    assertThat(adopt("").yaml()).endsWith("metadata: {name: imported}\nservices: []\n");
  }

  private static Adopted adopt(String rules) throws IOException {
    Problems problems = new Problems();
    List<VirtualService> table =
        SavedRules.read(
            new ByteArrayInputStream(rules.getBytes(StandardCharsets.UTF_8)),
            "rules",
            NAMES,
            problems);
    assertThat(problems.all()).isEmpty();
    return Adoption.of(table);
  }
}
