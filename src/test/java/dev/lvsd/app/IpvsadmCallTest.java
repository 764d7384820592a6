package dev.lvsd.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpvsadmCallTest {
  @ParameterizedTest
  @CsvSource({
    "'', ipvsadm -Ln, true",
    "'', ipvsadm, true",
    "/usr/sbin/ipvsadm, -Ln, true",
    "ipvsadm-save, -n, true",
    "/x/ipvsadm-restore, '', true",
    "lvsctl, apply ipvsadm, false",
    "'', -Ln ipvsadm, false",
    "'', '', false",
  })
  void knowsWhenItIsMeant(String startedAs, String args, boolean meant) {
    String[] words = args.isEmpty() ? new String[0] : args.split(" ");

    assertThat(IpvsadmCall.of(startedAs, words).isPresent()).isEqualTo(meant);
  }
}
