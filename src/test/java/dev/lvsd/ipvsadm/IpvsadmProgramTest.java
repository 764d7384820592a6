package dev.lvsd.ipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import dev.lvsd.ipvs.FakeIpvs;
import dev.lvsd.ipvs.IpvsCommand;
import dev.lvsd.ipvs.IpvsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real ipvsadm 1.31 says, taken from it, and that this one says the same. */
class IpvsadmProgramTest {
  private static final String RULES =
      """
      -A -t 10.0.0.4:443 -s mh -p 600 -M 255.255.255.0 -b mh-fallback
      -A -t 10.0.0.1:80 -s wrr
      -a -t 10.0.0.1:80 -r 192.168.7.12:8080 -m -w 100 -x 9 -y 7
      -a -t 10.0.0.1:80 -r 192.168.7.9 -i
      -A -u 10.0.0.2:53 -s sh -o -b sh-fallback,sh-port
      -A -f 4294967295
      -A -f 8 -6 -s rr -b flag-1,flag-3 -p 50 --pe sip -M 64
      -a -f 8 -6 -r [2001:db8::9]:8080 -i --tun-type gue --tun-port 6080 --tun-csum
      -A --sctp-service [2001:db8::1]:80 -s rr
      -A -u 10.0.0.3:53 -s sh -b flag-3
      """;

  private final FakeIpvs table = new FakeIpvs();

  @Test
  void listsTheTable() {
    restore(RULES);

    assertThat(ipvsadm("-Ln").out)
        .endsWith(
            """
            Prot LocalAddress:Port Scheduler Flags
              -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
            FWM  -1 wlc
            TCP  10.0.0.1:80 wrr
              -> 192.168.7.9:80               Tunnel  1      0          0\s\s\s\s\s\s\s\s\s
              -> 192.168.7.12:8080            Masq    100    0          0\s\s\s\s\s\s\s\s\s
            TCP  10.0.0.4:443 mh (mh-fallback) persistent 600 mask 255.255.255.0
            UDP  10.0.0.2:53 sh (sh-fallback,sh-port) ops
            UDP  10.0.0.3:53 sh ()
            SCTP [2001:db8::1]:80 rr
            FWM  8 IPv6 rr (flag-1,flag-3) persistent 50 mask 64 pe sip
              -> [2001:db8::9]:8080           Tunnel  1      0          0\s\s\s\s\s\s\s\s\s
            """);
  }

  @Test
  void savesRulesWithoutThresholds() {
    restore(RULES);

    assertThat(ipvsadm("-Sn").out)
        .isEqualTo(
            """
            -A -f -1 -s wlc
            -A -t 10.0.0.1:80 -s wrr
            -a -t 10.0.0.1:80 -r 192.168.7.9:80 -i -w 1 --tun-type ipip
            -a -t 10.0.0.1:80 -r 192.168.7.12:8080 -m -w 100
            -A -t 10.0.0.4:443 -s mh -p 600 -M 255.255.255.0 -b mh-fallback
            -A -u 10.0.0.2:53 -s sh -o -b sh-fallback,sh-port
            -A -u 10.0.0.3:53 -s sh -b\s
            -A --sctp-service [2001:db8::1]:80 -s rr
            -A -f 8 -6 -s rr -p 50 -M 64 --pe sip -b flag-1,flag-3
            -a -f 8 -6 -r [2001:db8::9]:8080 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
            """);
  }

  @Test
  void listsThresholds() {
    restore(RULES);

    assertThat(ipvsadm("-L", "-t", "10.0.0.1:80", "-n", "--thresholds").out)
        .isEqualTo(
            """
            Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn\s
              -> RemoteAddress:Port
            TCP  10.0.0.1:80 wrr
              -> 192.168.7.9:80               0          0          0          0\s\s\s\s\s\s\s\s\s
              -> 192.168.7.12:8080            9          7          0          0\s\s\s\s\s\s\s\s\s
            """);
  }

  @Test
  void listsStatistics() {
    restore("-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 -r 10.0.0.2\n");

    assertThat(ipvsadm("-L", "-t", "10.0.0.1:80", "--stats").out)
        .isEqualTo(
            """
            Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
              -> RemoteAddress:Port
            TCP  web:http                            0        0        0        0        0
              -> 10.0.0.2:http                       0        0        0        0        0
            """);
  }

  @Test
  void listsRates() {
    restore("-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 -r 10.0.0.2\n");

    assertThat(ipvsadm("-Ln", "-t", "10.0.0.1:80", "--rate").out)
        .isEqualTo(
            """
            Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS
              -> RemoteAddress:Port
            TCP  10.0.0.1:80                         0        0        0        0        0
              -> 10.0.0.2:80                         0        0        0        0        0
            """);
  }

  @Test
  void listsTunnels() {
    restore(RULES);

    assertThat(ipvsadm("-L", "-f", "8", "-6", "-n", "--tun-info").out)
        .endsWith(
            """
              -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn
            FWM  8 IPv6 rr (flag-1,flag-3) persistent 50 mask 64 pe sip
              -> [2001:db8::9]:8080           Tunnel  gue:6080:+c   1      0          0\s\s\s\s\s\s\s\s\s
            """);
  }

  @Test
  void listsTimeouts() {
    ipvsadm("--set", "900", "120", "300");

    assertThat(ipvsadm("-L", "--timeout").out).isEqualTo("Timeout (tcp tcpfin udp): 900 120 300\n");
  }

  @Test
  void listsDaemons() {
    ipvsadm("--start-daemon", "master", "--mcast-interface", "lo", "--syncid", "5");

    assertThat(ipvsadm("-L", "--daemon").out).startsWith("master sync daemon (mcast=lo, syncid=5");
  }

  @Test
  void saysWhichVersionItIs() {
    IpvsadmRun run = ipvsadm("-v");

    assertThat(run.out)
        .isEqualTo("ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n");
    assertThat(run.exitCode).isZero();
  }

  @Test
  void namesTheProgramInItsUsage() {
    IpvsadmRun run = IpvsadmRun.of(() -> table, "/sbin/ipvsadm", "", false, "-h");

    assertThat(run.out).contains("\n  /sbin/ipvsadm -C\n").endsWith("Multicast TTL (default=1)\n");
    assertThat(run.exitCode).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "-x 5 | 255 | Try `ipvsadm -h' or 'ipvsadm --help' for more information.",
        "-Ln= | 255 | -Ln=: option does not take an argument",
        "-L --numer | 255 | --numer: unknown option",
        "-A -t | 255 | -t: missing argument",
        "-L word | 2 | unexpected argument word",
        "-A -A | 2 | invalid option `-A'",
        "-A | 2 | You need to supply the 'service-address' option for the 'add-service' command",
        "-A -t 1.1.1.1:80 -x 5 | 2 | Illegal 'u-threshold' option with the 'add-service' command",
        "-L --timeout --daemon | 2 | The option 'daemon' conflicts with the 'timeout' option in the 'list' command",
        "-L --timeout --rate | 2 | options conflicts in the list command",
        "-L -n -n | 2 | multiple 'numeric' options specified",
        "-A -t 1.1.1.1 | 2 | Zero port specified for non-persistent service",
        "-A -t 1.1.1.1:80 -o | 2 | One-Packet Scheduling is only for UDP virtual services",
        "-A -t [::1 | 2 | illegal virtual server address[:port] specified",
        "-A -f 0 | 2 | invalid fwmark value `0' specified",
        "-A -t 1.1.1.1:80 -p 0 | 2 | invalid timeout value `0' specified",
        "-A -t [::1]:80 -M 129 | 2 | illegal ipv6 netmask specified",
        "-A -t 1.1.1.1:80 -s rr -b sh-port | 2 | incompatible scheduler flag `sh-port'",
        "-a -t 1.1.1.1:80 -r 1.1.1.2 -w 2147483648 | 2 | illegal weight specified",
        "-a -t 1.1.1.1:80 -r [::1]:80 -m | 2 | Different address family is allowed only for tunneling servers",
        "-a -t 1.1.1.1:80 -r 1.1.1.2 --tun-csum | 2 | Tunnel options conflict with forward method",
        "-a -t 1.1.1.1:80 -r 1.1.1.2 -i --tun-type gue | 2 | You need to supply the 'tun-port' option for the 'gue' tunnel type",
        "--set 1 2 | 2 | --set option requires 3 timeout values",
        "--start-daemon x | 2 | illegal start-daemon parameter specified",
        "--stop-daemon x | 2 | illegal start_daemon specified",
        "-L -t 1.1.1.1:80 | 1 | No such service",
        "-D -t 1.1.1.1:80 | 255 | No such service",
        "-a -t 1.1.1.1:80 -r 1.1.1.2 | 255 | Service not defined",
        "-a -t 1.1.1.1:80 -r 1.1.1.2 -x 1 -y 2 | 255 | Service not defined",
      })
  void refuses(String args, int exitCode, String message) {
    IpvsadmRun run = ipvsadm(args.strip().split(" "));

    assertThat(run.err).isEqualTo(message + "\n");
    assertThat(run.exitCode).isEqualTo(exitCode);
  }

  @Test
  void saysTheWordsOfTheRealOneToThresholdsUpsideDown() {
    restore("-A -t 10.0.0.1:80\n");

    IpvsadmRun run = ipvsadm("-a", "-t", "10.0.0.1:80", "-r", "10.0.0.2", "-x", "1", "-y", "2");

    assertThat(run.err).isEqualTo("Numerical result out of range\n");
    assertThat(run.exitCode).isEqualTo(255);
  }

  @Test
  void endsOptionsAtTheFirstWordWherePosixIsWanted() {
    assertThat(IpvsadmRun.of(() -> table, "ipvsadm", "", true, "-L", "x", "--bogus").err)
        .isEqualTo("unexpected argument x\n");
  }

  @Test
  void goesOnWithARestoreAfterTheKernelRefused() {
    IpvsadmRun run = restore("-D -t 1.1.1.1:80\n-A -t 10.0.0.1:80\n");

    assertThat(run.err).isEqualTo("No such service\n");
    assertThat(run.exitCode).isZero();
    assertThat(table.services()).hasSize(1);
  }

  @Test
  void endsARestoreAtALineThatIsWrong() {
    IpvsadmRun run = restore("-A -t 10.0.0.1:80\n# comment\n-A -t 10.0.0.2:80\n");

    assertThat(run.err).startsWith("Try `ipvsadm -h'");
    assertThat(run.exitCode).isEqualTo(255);
    assertThat(table.services()).hasSize(1);
  }

  @Test
  void listsBetweenTheChangesOfARestore() {
    IpvsadmRun run = restore("-A -t 10.0.0.1:80\n-L -t 10.0.0.1:80 -n\n-C\n");

    assertThat(run.out).contains("TCP  10.0.0.1:80 wlc\n");
    assertThat(table.services()).isEmpty();
  }

  @Test
  void savesAndRestoresAsTheScriptsDo() {
    // ipvsadm does not read every rule that it saves: not -f -1, and not -b without flags
    restore(RULES.replace("4294967295", "7").replace("-s sh -b flag-3", "-s sh"));
    String saved = IpvsadmRun.of(() -> table, "/sbin/ipvsadm-save", "", false, "-n").out;
    FakeIpvs other = new FakeIpvs();
    other.execute(table.executed().get(0));

    IpvsadmRun run =
        IpvsadmRun.of(() -> other, "ipvsadm-restore", "# saved\n" + saved + "\n\n", false);

    assertThat(run.err).isEmpty();
    assertThat(IpvsadmRun.of(other, "-Sn").out).isEqualTo(saved);
    assertThat(other.executed()).contains(new IpvsCommand.Flush());
  }

  @Test
  void explainsTheScriptThatSaves() {
    IpvsadmRun run = IpvsadmRun.of(() -> table, "/sbin/ipvsadm-save", "", false, "-x");

    assertThat(run.err)
        .isEqualTo(
            """
            ipvsadm-save: Script to save the IPVS table to stdout.
               With the -n option, prints out the table in numeric format.
            """);
    assertThat(run.exitCode).isEqualTo(1);
  }

  @Test
  void saysWhenThereIsNoIpvs() {
    IpvsadmRun run =
        IpvsadmRun.of(
            () -> {
              throw new IpvsException(Blame.HOST, Errno.ENOENT, "no family", null);
            },
            "ipvsadm",
            "",
            false,
            "-L");

    assertThat(run.err)
        .isEqualTo(
            """
            Can't initialize ipvs: Protocol not available
            Are you sure that IP Virtual Server is built in the kernel or as module?
            """);
    assertThat(run.exitCode).isEqualTo(2);
  }

  private IpvsadmRun ipvsadm(String... args) {
    return IpvsadmRun.of(table, args);
  }

  private IpvsadmRun restore(String rules) {
    return IpvsadmRun.of(() -> table, "ipvsadm", rules, false, "-R");
  }
}
