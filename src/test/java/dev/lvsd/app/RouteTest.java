package dev.lvsd.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.control.ControlClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static Route of(String... args) {
    return Route.of(false, args, "");
  }

  @Test
  void asksTheDaemonAtTheUsualPlace() {
    Route route = of("get", "services");

    assertThat(route.direct()).isFalse();
    assertThat(route.named()).isFalse();
    assertThat(route.socket()).isEqualTo(ControlClient.SOCKET);
    assertThat(route.arguments()).containsExactly("get", "services");
  }

  @Test
  void takesItsOptionsOutOfTheCommandLineWhereverTheyStand() {
    assertThat(of("--direct", "get", "services"))
        .isEqualTo(
            new Route(
                Path.of("/run/lvsd/control.sock"), false, true, of("get", "services").arguments()));
    assertThat(of("get", "--socket", "/s", "services").socket()).isEqualTo(Path.of("/s"));
    assertThat(of("get", "services", "--socket=/s").arguments()).containsExactly("get", "services");
    assertThat(of("get", "services", "--socket=/s").named()).isTrue();
  }

  @Test
  void theVariableNamesTheSocketAndTheOptionWins() {
    assertThat(Route.of(false, new String[] {"get"}, "/v").socket()).isEqualTo(Path.of("/v"));
    assertThat(Route.of(false, new String[] {"--socket=/o"}, "/v").socket())
        .isEqualTo(Path.of("/o"));
  }

  @Test
  void leavesTheOptionsOfIpvsadmAlone() {
    assertThat(of("ipvsadm", "--direct").direct()).isFalse();
    assertThat(of("ipvsadm", "--direct").arguments()).containsExactly("ipvsadm", "--direct");
    assertThat(of("--direct", "ipvsadm", "-Ln").direct()).isTrue();
    assertThat(Route.of(true, new String[] {"--direct"}, "").arguments())
        .containsExactly("--direct");
  }

  @Test
  void whatNeedsNoDirectorStaysHere() {
    assertThat(of().direct()).isTrue();
    assertThat(of("--help").direct()).isTrue();
    assertThat(of("version").direct()).isTrue();
    assertThat(of("--socket", "/s", "generate-completion").direct()).isTrue();
  }
}
