package dev.lvsd.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  @TempDir Path directory;

  private Role of(String groupFile, int uid, Integer... gids) throws IOException {
    Path file = Files.writeString(directory.resolve("group"), groupFile);
    return new Access(file).of(new Peer(1, uid, Set.of(gids)));
  }

  @Test
  void rootChangesEvenWithoutGroups() throws IOException {
    assertThat(of("", 0)).isEqualTo(Role.CHANGE);
  }

  @Test
  void groupsDecideForOthers() throws IOException {
    String groups = "root:x:0:\nlvsd:x:990:ann\nlvsd-admin:x:991:\nlvsdx:x:992:\n";

    assertThat(of(groups, 1000, 100, 991)).isEqualTo(Role.CHANGE);
    assertThat(of(groups, 1000, 990, 991)).isEqualTo(Role.CHANGE);
    assertThat(of(groups, 1000, 100, 990)).isEqualTo(Role.READ);
    assertThat(of(groups, 1000, 100, 992)).isEqualTo(Role.NONE);
    assertThat(of(groups, 1000, 0)).isEqualTo(Role.NONE);
  }

  @Test
  void aMissingOrBrokenGroupFileAllowsNobodyElse() throws IOException {
    assertThat(of("lvsd-admin:x:many:\n", 1000, 0)).isEqualTo(Role.NONE);
    assertThat(of("lvsd-admin", 1000, 0)).isEqualTo(Role.NONE);
    assertThat(new Access(directory.resolve("none")).of(new Peer(1, 5, Set.of(0))))
        .isEqualTo(Role.NONE);
  }
}
