package dev.lvsd.it.ipvsadm;

import java.util.List;

/**
 * The words that command lines are made of: good ones, odd ones, and those that nobody should
 * write.
 */
final class Stock {
  static final List<String> GOOD_HOSTS =
      List.of("10.0.0.1", "10.0.0.2", "172.16.0.1", "192.168.7.9", "200.1.1.1", "1.1.1.1");

  static final List<String> GOOD_HOSTS6 =
      List.of("[2001:db8::1]", "[2001:db8::2]", "[fd00::1]", "[a000::1]");

  static final List<String> ODD_HOSTS =
      List.of(
          "10.1",
          "0x0a000001",
          "012.0.0.1",
          "10.0.0.1 x",
          "localhost",
          "lvs-one",
          "LVS-TWO",
          "short-two",
          "lvs-six",
          "nosuch.invalid",
          "255.255.255.255",
          "224.0.0.1",
          "0.0.0.0",
          "256.1.1.1",
          "1.2.3.4.5",
          "",
          "10.0.0",
          "4294967295",
          "4294967296",
          "0x",
          "09.1.1.1",
          "127.0.0.1",
          "[::1]",
          "[::ffff:10.0.0.1]",
          "[::10.0.0.1]",
          "[ff02::1]",
          "[fe80::1]",
          "2001:db8::1",
          "::",
          "[::]",
          "[2001:db8::1",
          "[10.0.0.1]",
          "[10.0.0.1:90]",
          "[::g]",
          "[1:2:3:4:5:6:7:8]",
          "[1:0:0:4:0:0:0:8]",
          "[1::5:6:7:8:9:a]",
          "[2001:0db8::0:1]",
          "[]");

  static final List<String> GOOD_PORTS = List.of("80", "443", "53", "8080");

  static final List<String> ODD_PORTS =
      List.of(
          "0", "http", "domain", "www", "HTTP", "sip", "65535", "65536", "", "-1", "+80", " 80",
          "80 ", "bogus", "0x50", "080");

  static final List<String> SCHEDULERS =
      List.of(
          "rr", "wrr", "lc", "wlc", "sh", "mh", "fo", "ovf", "lblc", "lblcr", "dh", "sed", "nq");

  static final List<String> ODD_SCHEDULERS =
      List.of("none", "", "nosuch", "a b", "RR", "averyverylongschedulername", "twos");

  static final List<String> FLAGS =
      List.of(
          "flag-1",
          "flag-2",
          "flag-3",
          "sh-fallback",
          "sh-port",
          "mh-fallback",
          "mh-port",
          "sh-fallback,sh-port",
          "mh-port,mh-fallback",
          "flag-1,flag-2,flag-3",
          "bogus",
          "flag-1,,flag-2",
          ",flag-1",
          "flag-1,bogus",
          "",
          "sh-port,flag-3");

  static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "5",
          "10",
          "100",
          "255",
          "256",
          "300",
          "1472",
          "65507",
          "65508",
          "65535",
          "65536",
          "2678400",
          "2678401",
          "2147483647",
          "2147483648",
          "4294967295",
          "4294967296",
          "-1",
          "-0",
          "+7",
          " 9",
          "9 ",
          "1x",
          "x",
          "",
          "99999999999999999999");

  static final List<String> MASKS =
      List.of(
          "255.255.255.0",
          "255.255.255.255",
          "255.0.0.0",
          "0.0.0.0",
          "255.0.255.0",
          "24",
          "64",
          "128",
          "129",
          "0",
          "1",
          "64x",
          "lvs-one",
          "bogus",
          "4294967360");

  static final List<String> MARKS =
      List.of("1", "2", "7", "2147483648", "4294967295", "4294967296", "0", "-1", " 5", "5x", "");

  static final List<String> GROUPS =
      List.of("224.0.0.81", "239.1.1.1", "10.0.0.1", "ff02::1:1", "fd00::1", "224.0.0", "", "x:");

  /** Every option, for what is not nearly right. */
  static final List<String> WORDS =
      List.of(
          "-A",
          "-E",
          "-D",
          "-C",
          "-L",
          "-l",
          "-Z",
          "-a",
          "-e",
          "-d",
          "-R",
          "-S",
          "-h",
          "-v",
          "-t",
          "-u",
          "-f",
          "-s",
          "-p",
          "-M",
          "-r",
          "-m",
          "-i",
          "-g",
          "-w",
          "-x",
          "-y",
          "-n",
          "-c",
          "-X",
          "-6",
          "-o",
          "-b",
          "-k",
          "-Ln",
          "-Lnc",
          "-Sn",
          "-At",
          "-nL",
          "-n=",
          "-L=1",
          "-tn",
          "-pn",
          "--add-service",
          "--edit-service",
          "--delete-service",
          "--clear",
          "--list",
          "--zero",
          "--add-server",
          "--edit-server",
          "--delete-server",
          "--set",
          "--restore",
          "--save",
          "--help",
          "--version",
          "--start-daemon",
          "--stop-daemon",
          "--tcp-service",
          "--udp-service",
          "--sctp-service",
          "--fwmark-service",
          "--scheduler",
          "--persistent",
          "--netmask",
          "--real-server",
          "--masquerading",
          "--ipip",
          "--gatewaying",
          "--weight",
          "--u-threshold",
          "--l-threshold",
          "--mcast-interface",
          "--syncid",
          "--timeout",
          "--daemon",
          "--stats",
          "--rate",
          "--exact",
          "--thresholds",
          "--persistent-conn",
          "--nosort",
          "--sort",
          "--ipv6",
          "--ops",
          "--pe",
          "--sched-flags",
          "--mcast-group",
          "--mcast-port",
          "--mcast-ttl",
          "--sync-maxlen",
          "--tun-info",
          "--tun-type",
          "--tun-port",
          "--tun-nocsum",
          "--tun-csum",
          "--tun-remcsum",
          "--numeric",
          "--connection",
          "--bogus",
          "--lis",
          "--numer",
          "--stats=1",
          "--weight=",
          "--=",
          "-",
          "--",
          "",
          "---",
          "word",
          "10.0.0.1:80",
          "5",
          "rr");

  private Stock() {}
}
