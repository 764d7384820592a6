package dev.lvsd.ipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.ipvs.FakeIpvs;

class IpvsadmFuzzTest {
  @FuzzTest
  void answersAnyCommandLineWithAnExitCode(FuzzedDataProvider data) {
    String[] args = data.consumeString(200).split("\n", -1);
    String input = data.consumeRemainingAsString();
    IpvsadmRun run = IpvsadmRun.of(FakeIpvs::new, "ipvsadm", input, false, args);
    assertThat(run.exitCode).isBetween(0, 255);
  }
}
