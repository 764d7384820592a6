package dev.lvsd.wanted;

import static dev.lvsd.wanted.WantedFixture.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Definition;
import dev.lvsd.model.ServerName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedServerTest {
  private static final Definition WANTED =
      new Definition(
          Stream.of(cluster("shop", 80, "1=3", "2=1"), cluster("mail", 25, "1=1"))
              .flatMap(text -> WantedFixture.documents(text).stream())
              .map(document -> document.cluster())
              .toList());

  private static String find(String service, String server) {
    NamedServer found = NamedServer.find(new ServerName(service, server), WANTED);
    return found.serviceKey() + " " + found.serverKey();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop/web", "tcp 10.0.0.1:80", "TCP  10.0.0.1:80", "10.0.0.1:80"})
  void aServiceHasSeveralNames(String name) {
    assertThat(find(name, "s2")).isEqualTo("tcp 10.0.0.1:80 10.2.0.2:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s2", "10.2.0.2", "10.2.0.2:80"})
  void aServerHasSeveralNames(String name) {
    assertThat(find("shop/web", name)).isEqualTo("tcp 10.0.0.1:80 10.2.0.2:80");
  }

  @Test
  void whatIsNotClearIsRefusedWithWhatItCouldBe() {
    assertThatThrownBy(() -> find("web", "s1"))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining(
            "service web is not clear: it could be shop/web (tcp 10.0.0.1:80), mail/web (tcp"
                + " 10.0.0.1:25)");
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    assertThatThrownBy(() -> find("shop/web", "s3"))
        .hasMessageContainingAll("no server s3", "s1 (10.2.0.1:80), s2 (10.2.0.2:80)");
    assertThatThrownBy(() -> find("10.0.0.1:81", "s1")).hasMessageContaining("no service");
    assertThatThrownBy(() -> NamedServer.find(new ServerName("a", "b"), new Definition(List.of())))
        .hasMessageContaining("there is none");
  }
}
