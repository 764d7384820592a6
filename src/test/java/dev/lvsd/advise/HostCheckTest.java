package dev.lvsd.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.Announcing;
import dev.lvsd.model.ConnTableStatus;
import dev.lvsd.model.HostState;
import dev.lvsd.model.HostWants;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.IpvsModule;
import dev.lvsd.model.KernelFacts;
import dev.lvsd.model.KernelRelease;
import dev.lvsd.model.ModulePresence;
import dev.lvsd.model.PlaneChoice;
import dev.lvsd.model.TableGeometry;
import dev.lvsd.model.TableWish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCheckTest {
  private static final InterfaceAddress VIP =
      InterfaceAddress.vip("eth0", Addresses.parse("203.0.113.10"));
  private static final HostWants NOTHING =
      new HostWants(TableWish.NONE, Map.of(), Map.of(), Map.of(), List.of());

  private HostWants wants = NOTHING;
  private IpvsModule ipvs = ipvs(ModulePresence.LOADED, false);
  private Map<String, ModulePresence> modules = Map.of();
  private Map<String, String> sysctls = Map.of();
  private Map<String, String> persisted = Map.of();
  private List<InterfaceAddress> addresses = List.of();
  private List<String> foreignLines = List.of();
  private String commandLine = "quiet";
  private Optional<ConnTableStatus> table = Optional.empty();

  private static IpvsModule ipvs(ModulePresence presence, boolean growing) {
    OptionalInt bits = presence.isActive() ? OptionalInt.of(12) : OptionalInt.empty();
    return new IpvsModule(presence, bits, growing, 8, 20, OptionalInt.empty(), List.of("ip_vs_rr"));
  }

  private static HostWants table(int bits) {
    return new HostWants(TableWish.of(bits), Map.of(), Map.of(), Map.of(), List.of());
  }

  /** The findings about a subject, one line each. */
  private List<String> findings(String subject) {
    KernelFacts kernel =
        new KernelFacts(
            "6.12.101",
            TableGeometry.of(new KernelRelease(6, 12, 101), 1 << 20),
            table,
            commandLine,
            foreignLines,
            0);
    HostState host =
        new HostState(ipvs, modules, sysctls, persisted, Set.of("eth0", "lo"), addresses);
    Uses uses = Uses.of(List.of(), List.of());
    PlaneChoice choice = new PlaneChoice(PlaneChoice.Kind.KERNEL, "this kernel has ip_vs");
    return new HostCheck(choice, wants, uses, Set.of(VIP.address()), host, kernel)
        .report().findings().stream()
            .filter(each -> each.subject().startsWith(subject))
            .map(each -> each.verdict() + " " + each.state() + " > " + each.next())
            .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOADED   | 'OK loaded, used by ip_vs_rr > '",
        "BUILT_IN | 'OK built into the kernel > '",
        "LOADABLE | 'PROBLEM not loaded > lvsctl apply loads it; so does: modprobe ip_vs'",
        "ABSENT   | 'PROBLEM the running kernel has none > install the package with the modules of"
            + " 6.12.101'"
      })
  void tellsWhereTheModuleIs(ModulePresence presence, String expected) {
    ipvs = ipvs(presence, false);
    assertThat(findings("module ip_vs")).containsExactly(expected);
  }

  @Test
  void namesModulesThatServicesNeed() {
    wants =
        new HostWants(
            TableWish.NONE,
            Map.of(),
            Map.of(),
            Map.of("ip_vs", "cluster shop", "ip_vs_twos", "scheduler twos of service web"),
            List.of());
    modules = Map.of("ip_vs_twos", ModulePresence.ABSENT);
    assertThat(findings("module ip_vs_twos"))
        .containsExactly(
            "PROBLEM the running kernel has none > choose another, or a kernel that has it");
  }

  @Test
  void saysWhatATableOfAnotherSizeTakes() {
    assertThat(findings("connection table"))
        .containsExactly("OK conn_tab_bits=12: 4096 buckets > ");
    wants = table(16);
    assertThat(findings("connection table"))
        .containsExactly(
            "PROBLEM conn_tab_bits=12: 4096 buckets > lvsctl apply, and boot; or at once, with all"
                + " connections lost: lvsctl apply --reload-module");
    wants = table(21);
    assertThat(findings("connection table"))
        .containsExactly("PROBLEM conn_tab_bits=12: 4096 buckets > set director.connTabBits: 20");
    wants = table(10);
    ipvs = ipvs(ModulePresence.LOADED, true);
    assertThat(findings("connection table"))
        .containsExactly("OK conn_tab_bits=12: grows and shrinks, to at most 4096 buckets > ");
  }

  @Test
  void sendsToTheKernelsCommandLineWhatIsBuiltIn() {
    ipvs = ipvs(ModulePresence.BUILT_IN, false);
    wants = table(16);
    assertThat(findings("connection table"))
        .containsExactly(
            "PROBLEM conn_tab_bits=12: 4096 buckets > ip_vs is built in: add"
                + " ip_vs.conn_tab_bits=16 to the kernel's command line and boot");
    commandLine = "quiet ip_vs.conn_tab_bits=16 ro";
    assertThat(findings("connection table"))
        .containsExactly(
            "PROBLEM conn_tab_bits=12: 4096 buckets > the kernel's command line has it, and the"
                + " kernel did not take it; see dmesg");
  }

  @Test
  void warnsOfLongChains() {
    table = Optional.of(new ConnTableStatus(2048, 256, 8, 0, new TreeMap<>(Map.of(8, 256L))));
    assertThat(findings("connection table"))
        .contains(
            "CONSIDER 2048 connections in 256 buckets now, chains of 8.00 entries, the longest has"
                + " 8 > lvsctl advise conn-table says which size would do");
  }

  @Test
  void namesWhatOthersConfigured() {
    foreignLines = List.of("/etc/modprobe.d/a.conf: options ip_vs conn_tab_bits=8");
    assertThat(findings("modprobe configuration"))
        .containsExactly(
            "CONSIDER /etc/modprobe.d/a.conf: options ip_vs conn_tab_bits=8 > remove that line,"
                + " and leave the size to director.connTabBits");
  }

  @Test
  void comparesSettingsWithTheDefinition() {
    String name = "net.ipv4.vs.drop_entry";
    wants = new HostWants(TableWish.NONE, Map.of(name, "1"), Map.of(), Map.of(), List.of());
    assertThat(findings("sysctl " + name))
        .containsExactly(
            "PROBLEM not there > remove it from the definition; this kernel does not have it");
    sysctls = Map.of(name, "0");
    assertThat(findings("sysctl " + name)).containsExactly("PROBLEM 0 > lvsctl apply sets it");
    sysctls = Map.of(name, "2");
    assertThat(findings("sysctl " + name))
        .containsExactly("CONSIDER 2, until the next boot > lvsctl apply makes it last");
    persisted = Map.of(name, "1");
    assertThat(findings("sysctl " + name)).containsExactly("OK 2 > ");
  }

  @Test
  void looksForTheVips() {
    assertThat(findings("VIP"))
        .containsExactly(
            "CONSIDER no address of this host > name director.vipInterface, or add it by hand");
    wants =
        new HostWants(
            TableWish.NONE, Map.of(), Map.of(VIP, Announcing.DEFAULT), Map.of(), List.of());
    assertThat(findings("VIP 203.0.113.10"))
        .containsExactly("PROBLEM missing > lvsctl apply adds it");
    addresses = List.of(InterfaceAddress.vip("lo", VIP.address()));
    assertThat(findings("VIP 203.0.113.10"))
        .containsExactly("PROBLEM on lo > remove it there: ip address del 203.0.113.10/32 dev lo");
    addresses = List.of(VIP);
    assertThat(findings("VIP 203.0.113.10")).containsExactly("OK on eth0 > ");
  }
}
