package dev.lvsd.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Errno;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ScriptedKernel kernel = new ScriptedKernel();
  private final GenericNetlink netlink = kernel.connect(TIMEOUT);
  private final List<String> heard = new ArrayList<>();

  @Test
  void sendsNothingForNoRequests() {
    netlink.pipeline(List.<Numbered>of(), new Recorder());
    assertThat(kernel.datagrams()).isEmpty();
  }

  @Test
  void packsRequestsIntoOneDatagramAndAsksForOneAcknowledgement() {
    kernel.thenSuccess();
    netlink.pipeline(numbered(50), new Recorder());
    assertThat(kernel.datagrams()).hasSize(1);
    List<ScriptedKernel.Sent> sent = kernel.datagrams().get(0);
    assertThat(sent).hasSize(50);
    assertThat(sent.subList(0, 49)).noneMatch(ScriptedKernel.Sent::wantsAck);
    assertThat(sent.get(49).wantsAck()).isTrue();
    assertThat(heard).hasSize(50).startsWith("0 done").endsWith("49 done");
  }

  @Test
  void neverLetsMoreAnswersWaitThanFit() {
    kernel.room(30).thenSuccess();
    netlink.pipeline(numbered(100), new Recorder());
    assertThat(kernel.datagrams()).extracting(List::size).containsExactly(30, 30, 30, 10);
    assertThat(heard).hasSize(100);
  }

  @Test
  void neverSendsMoreThanADatagramHolds() {
    kernel.room(10_000).thenSuccess();
    List<GenericRequest> long400 =
        IntStream.range(0, 400)
            .mapToObj(i -> (GenericRequest) new TestRequest(1, out -> out.bytes(1, new byte[996])))
            .toList();
    netlink.pipeline(
        long400,
        new PipelineListener<GenericRequest>() {
          @Override
          public void done(GenericRequest request) {
            heard.add("done");
          }

          @Override
          public void failed(GenericRequest request, NetlinkException failure) {
            throw failure;
          }
        });
    assertThat(heard).hasSize(400);
    assertThat(kernel.datagrams())
        .allMatch(sent -> sent.size() * 1020 <= Transport.MAX_DATAGRAM)
        .hasSizeBetween(13, 15);
  }

  @Test
  void matchesErrorsToTheirRequests() {
    kernel.then(
        (sent, answers) -> {
          answers.error(sent.get(1), Errno.EEXIST);
          answers.error(sent.get(3), Errno.ENOENT, "no such scheduler");
          answers.ack(sent.get(4));
        });
    netlink.pipeline(numbered(5), new Recorder());
    assertThat(heard)
        .containsExactly("0 done", "1 EEXIST", "2 done", "3 ENOENT no such scheduler", "4 done");
  }

  @Test
  void reportsTheErrorOfTheLastRequest() {
    kernel.then((sent, answers) -> answers.error(sent.get(2), Errno.ESRCH));
    netlink.pipeline(numbered(3), new Recorder());
    assertThat(heard).containsExactly("0 done", "1 done", "2 ESRCH");
  }

  @Property(tries = 200)
  void reportsEachRequestOnceInOrder(
      @ForAll @IntRange(max = 300) int requests,
      @ForAll @IntRange(min = 1, max = 120) int room,
      @ForAll Set<@IntRange(max = 300) Integer> refused) {
    ScriptedKernel refusing =
        new ScriptedKernel()
            .room(room)
            .then(
                (sent, answers) -> {
                  for (ScriptedKernel.Sent request : sent) {
                    if (refused.contains(TestRequest.number(request.attributes()))) {
                      answers.error(request, Errno.EINVAL);
                    } else if (request.wantsAck()) {
                      answers.ack(request);
                    }
                  }
                });
    List<String> outcome = new ArrayList<>();
    refusing.connect(TIMEOUT).pipeline(numbered(requests), new Recorder(outcome));
    assertThat(outcome)
        .isEqualTo(
            IntStream.range(0, requests)
                .mapToObj(i -> i + (refused.contains(i) ? " EINVAL" : " done"))
                .toList());
  }

  @Test
  void ignoresLateAnswersToWhatWentBefore() {
    kernel
        .thenSilence()
        .then(
            (sent, answers) -> {
              answers.error(kernel.datagrams().get(0).get(0), Errno.EEXIST);
              answers.ack(sent.get(1));
            });
    assertThatThrownBy(() -> netlink.execute(TestRequest.empty(1)))
        .isInstanceOf(NetlinkTimeoutException.class);
    netlink.pipeline(numbered(2), new Recorder());
    assertThat(heard).containsExactly("0 done", "1 done");
  }

  @Test
  void tellsWhatIsKnownWhenTheKernelFallsSilent() {
    kernel.room(3).thenSuccess().then((sent, answers) -> answers.error(sent.get(1), Errno.EEXIST));
    assertThatThrownBy(() -> netlink.pipeline(numbered(9), new Recorder()))
        .isInstanceOf(NetlinkTimeoutException.class)
        .hasMessageStartingWith("request 5: the kernel did not answer within 5000 ms");
    assertThat(heard).containsExactly("0 done", "1 done", "2 done", "3 done", "4 EEXIST");
    assertThat(kernel.datagrams()).as("nothing is sent after that").hasSize(2);
  }

  @Test
  void admitsThatAnswersWereLost() {
    kernel.then((sent, answers) -> answers.error(sent.get(1), Errno.EEXIST).overflow());
    assertThatThrownBy(() -> netlink.pipeline(numbered(5), new Recorder()))
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS))
        .hasMessageStartingWith("request 0 and 4 requests sent with it: the kernel dropped");
    assertThat(heard).as("any answer can be the lost one").isEmpty();
    assertThat(kernel.waited()).isZero();
  }

  @Test
  void doesNotTakeSilenceForSuccessWhenAnswersWereLost() {
    kernel.then((sent, answers) -> answers.overflow().ack(sent.get(4)));
    assertThatThrownBy(() -> netlink.pipeline(numbered(5), new Recorder()))
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS));
    assertThat(heard).isEmpty();
  }

  @Test
  void stopsBeforeARequestThatCannotBeWritten() {
    kernel.room(2).thenSuccess();
    List<GenericRequest> requests =
        List.of(
            TestRequest.empty(1),
            TestRequest.empty(2),
            TestRequest.empty(3),
            new TestRequest(4, out -> out.u8(1, 256)));
    List<Integer> done = new ArrayList<>();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                netlink.pipeline(
                    requests,
                    new PipelineListener<GenericRequest>() {
                      @Override
                      public void done(GenericRequest request) {
                        done.add(request.command());
                      }

                      @Override
                      public void failed(GenericRequest request, NetlinkException failure) {
                        throw failure;
                      }
                    }));
    assertThat(done).containsExactly(1, 2);
    netlink.execute(TestRequest.empty(5));
    assertThat(kernel.datagrams().get(1)).hasSize(1);
  }

  private static List<Numbered> numbered(int count) {
    return IntStream.range(0, count).mapToObj(Numbered::new).toList();
  }

  private record Numbered(int number) implements GenericRequest {
    @Override
    public int family() {
      return TestRequest.FAMILY;
    }

    @Override
    public int command() {
      return 1;
    }

    @Override
    public void encode(AttributeWriter out) {
      out.u32(1, number);
    }

    @Override
    public String describe() {
      return "request " + number;
    }
  }

  private final class Recorder implements PipelineListener<Numbered> {
    private final List<String> outcome;

    Recorder() {
      this(heard);
    }

    Recorder(List<String> outcome) {
      this.outcome = outcome;
    }

    @Override
    public void done(Numbered request) {
      outcome.add(request.number() + " done");
    }

    @Override
    public void failed(Numbered request, NetlinkException failure) {
      String words = failure.kernelMessage();
      outcome.add(
          request.number()
              + " "
              + Errno.name(failure.errno())
              + (words.isEmpty() ? "" : " " + words));
    }
  }
}
