package dev.lvsd.dataplane.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.linux.Doorbell;
import dev.lvsd.linux.Poller;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final Doorbell doorbell = Doorbell.open();

  @AfterEach
  void close() {
    doorbell.close();
  }

  @Test
  void hasWorkDoneOnTheThreadThatAnswersTheDoorbell() throws Exception {
    Mailbox mailbox = new Mailbox(doorbell, Duration.ofSeconds(10));
    Poller poller = new Poller(doorbell.descriptor());
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> mailbox.call(() -> Thread.currentThread().getName()));

    assertThat(poller.await(10_000)).isTrue();
    doorbell.answer();
    mailbox.work();

    assertThat(answer.get()).isEqualTo(Thread.currentThread().getName());
    assertThat(poller.await(0)).isFalse();
  }

  @Test
  void passesOnWhatTheWorkThrows() {
    Mailbox mailbox = new Mailbox(doorbell, Duration.ofSeconds(10));
    Poller poller = new Poller(doorbell.descriptor());
    CompletableFuture<Object> answer =
        CompletableFuture.supplyAsync(
            () ->
                mailbox.call(
                    () -> {
                      throw new IllegalArgumentException("no");
                    }));
    assertThat(poller.await(10_000)).isTrue();
    mailbox.work();

    assertThatThrownBy(answer::get)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no");
  }

  @Test
  void doesNotDoLaterWhatNobodyWaitsForAnyMore() {
    Mailbox mailbox = new Mailbox(doorbell, Duration.ofMillis(1));
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(() -> mailbox.call(done::incrementAndGet))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining("did not answer");

    mailbox.work();

    assertThat(done).hasValue(0);
  }
}
