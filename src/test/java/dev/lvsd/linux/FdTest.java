package dev.lvsd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedDescriptors.class)
class FdTest {
  @Test
  void closesItsDescriptor() {
    Fd fd = openSocket();
    Path inKernel = Path.of("/proc/self/fd/" + fd.number());
    assertThat(Files.isSymbolicLink(inKernel)).isTrue();
    fd.close();
    assertThat(Files.isSymbolicLink(inKernel)).isFalse();
  }

  @Test
  void countsWhatIsOpen() {
    int before = Fd.openCount();
    try (Fd fd = openSocket()) {
      assertThat(Fd.openCount()).isEqualTo(before + 1);
      assertThat(fd.number()).isPositive();
    }
    assertThat(Fd.openCount()).isEqualTo(before);
  }

  @Test
  void doesNotCloseANumberThatBelongsToSomebodyElseMeanwhile() {
    Fd first = openSocket();
    int number = first.number();
    first.close();
    try (Fd second = openSocket()) {
      assumeTrue(second.number() == number, "another thread was faster");
      first.close();
      assertThat(Files.isSymbolicLink(Path.of("/proc/self/fd/" + number))).isTrue();
    }
  }

  @Test
  void refusesUseAfterClose() {
    Fd fd = openSocket();
    fd.close();
    assertThatThrownBy(fd::number).isInstanceOf(IllegalStateException.class);
    assertThat(fd).hasToString("closed descriptor");
  }

  @Test
  void reportsADescriptorThatWasNotOpen() {
    Fd wrong = new Fd(1_000_000);
    assertThatThrownBy(wrong::close)
        .isInstanceOfSatisfying(
            LinuxException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.EBADF);
              assertThat(e.blame()).isEqualTo(Blame.BUG);
            })
        .hasMessage("close descriptor 1000000: Bad file descriptor (EBADF)");
  }

  private static Fd openSocket() {
    return new Fd(
        Native.libc()
            .socket(SocketUapi.AF_NETLINK, SocketUapi.SOCK_RAW, NetlinkUapi.NETLINK_GENERIC));
  }
}
