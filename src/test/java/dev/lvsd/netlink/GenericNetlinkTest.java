package dev.lvsd.netlink;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_ACK;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GenericNetlinkTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ScriptedKernel kernel = new ScriptedKernel();
  private final GenericNetlink netlink = kernel.connect(TIMEOUT);

  @Test
  void sendsARequestThatAsksForAnAcknowledgement() {
    kernel.thenSuccess();
    netlink.execute(TestRequest.numbered(42));
    ScriptedKernel.Sent sent = kernel.datagrams().get(0).get(0);
    assertThat(sent.family()).isEqualTo(TestRequest.FAMILY);
    assertThat(sent.command()).isEqualTo(1);
    assertThat(sent.flags()).isEqualTo(NLM_F_REQUEST | NLM_F_ACK);
    assertThat(TestRequest.number(sent.attributes())).isEqualTo(42);
  }

  @Test
  void numbersItsRequests() {
    kernel.thenSuccess();
    netlink.execute(TestRequest.empty(1));
    netlink.execute(TestRequest.empty(1));
    assertThat(kernel.datagrams().get(0).get(0).sequence())
        .isNotEqualTo(kernel.datagrams().get(1).get(0).sequence());
  }

  @Test
  void reportsARefusalWithNumberAndKernelsWords() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.EINVAL, "attribute too short"));
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(7)))
        .isInstanceOfSatisfying(
            NetlinkException.class,
            e -> {
              assertThat(e.operation()).isEqualTo("do test command 7");
              assertThat(e.errno()).isEqualTo(Errno.EINVAL);
              assertThat(e.kernelMessage()).isEqualTo("attribute too short");
              assertThat(e.blame()).isEqualTo(Blame.KERNEL);
            })
        .hasMessage(
            "do test command 7: Invalid argument (EINVAL): the kernel says \"attribute too short\"");
  }

  @Test
  void saysWhatAMissingPrivilegeNeeds() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.EPERM));
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(7)))
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.blame()).isEqualTo(Blame.HOST))
        .hasMessage(
            "do test command 7: Operation not permitted (EPERM); it takes root with CAP_NET_ADMIN");
  }

  @Test
  void getsOneAnswer() {
    kernel.then(
        (sent, answers) -> answers.answer(sent.get(0), out -> out.u32(1, 99)).ack(sent.get(0)));
    int answer = netlink.get(TestRequest.empty(15), TestRequest::number);
    assertThat(answer).isEqualTo(99);
  }

  @Test
  void reportsSuccessWithoutAnAnswer() {
    kernel.thenSuccess();
    assertThatThrownBy(() -> netlink.get(TestRequest.empty(15), TestRequest::number))
        .isInstanceOf(NetlinkException.class)
        .hasMessage("do test command 15: the kernel reports success but answers nothing");
  }

  @Test
  void waitsForTheAnswerNoLongerThanTheTimeout() {
    kernel.thenSilence();
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(10)))
        .isInstanceOf(NetlinkTimeoutException.class)
        .hasMessage(
            "do test command 10: the kernel did not answer within 5000 ms; it may have done it"
                + " nevertheless, so look before trying again");
    assertThat(kernel.waited()).isEqualTo(TIMEOUT);
  }

  @Test
  void dropsTheLateAnswerToARequestThatTimedOut() {
    kernel
        .thenSilence()
        .then(
            (sent, answers) -> {
              answers.error(kernel.datagrams().get(0).get(0), Errno.EEXIST);
              answers.ack(sent.get(0));
            });
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(1)))
        .isInstanceOf(NetlinkTimeoutException.class);
    netlink.execute(TestRequest.empty(2));
  }

  @Test
  void ignoresWhatIsMeantForAnotherSocket() {
    kernel.then(
        (sent, answers) ->
            answers.speakingTo(1).error(sent.get(0), Errno.EEXIST).speakingToUs().ack(sent.get(0)));
    netlink.execute(TestRequest.empty(1));
  }

  @Test
  void forgivesLostAnswersIfItsOwnArrived() {
    kernel.then((sent, answers) -> answers.overflow().ack(sent.get(0)));
    netlink.execute(TestRequest.empty(1));
  }

  @Test
  void reportsALostAnswerAtOnce() {
    kernel.then((sent, answers) -> answers.overflow());
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(1)))
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS))
        .hasMessageContaining("receive buffer was full");
    assertThat(kernel.waited()).isZero();
  }

  @Test
  void reportsAnAnswerThatMakesNoSenseAndGoesOn() {
    kernel
        .then((sent, answers) -> answers.garbage(new byte[] {1, 2, 3}))
        .then((sent, answers) -> answers.garbage(new byte[40]))
        .thenSuccess();
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(1)))
        .isInstanceOf(NetlinkFormatException.class)
        .hasMessage(
            "malformed netlink message at byte 0: 3 bytes left over after the last message");
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(1)))
        .isInstanceOf(NetlinkFormatException.class)
        .hasMessageContaining("message length 0, expected 16 to 40");
    netlink.execute(TestRequest.empty(1));
  }

  @Test
  void looksUpAFamilyOnce() {
    kernel.then(
        (sent, answers) ->
            answers.answer(sent.get(0), out -> out.string(2, "IPVS").u16(1, 30)).ack(sent.get(0)));
    assertThat(netlink.family("IPVS")).isEqualTo(30);
    assertThat(netlink.family("IPVS")).isEqualTo(30);
    assertThat(kernel.datagrams()).hasSize(1);
  }

  @Test
  void saysThatAFamilyIsMissing() {
    kernel.then((sent, answers) -> answers.error(sent.get(0), Errno.ENOENT));
    assertThatThrownBy(() -> netlink.family("IPVS"))
        .isInstanceOfSatisfying(
            NetlinkException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.ENOENT);
              assertThat(e.blame()).isEqualTo(Blame.HOST);
            })
        .hasMessageStartingWith(
            "look up generic netlink family IPVS: the kernel has none of this name");
  }

  @Test
  void refusesARequestThatIsTooLong() {
    kernel.thenSuccess();
    TestRequest tooLong = new TestRequest(1, out -> out.bytes(1, new byte[Request.MAX_BYTES - 20]));
    assertThatIllegalArgumentException().isThrownBy(() -> netlink.execute(tooLong));
    netlink.execute(new TestRequest(1, out -> out.bytes(1, new byte[Request.MAX_BYTES - 24])));
    assertThat(kernel.datagrams()).hasSize(1);
  }

  @Test
  void closesItsTransport() {
    netlink.close();
    assertThat(kernel.closed()).isTrue();
  }
}
