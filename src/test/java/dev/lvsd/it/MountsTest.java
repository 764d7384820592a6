package dev.lvsd.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountsTest {
  @TempDir Path directory;

  @Test
  void mountsTheRepositoryOnce() throws IOException {
    Path one = jar("home/.m2/repository/a/1/a.jar");
    Path other = jar("home/.m2/repository/b/2/b.jar");

    assertThat(Mounts.outside(project(), one + File.pathSeparator + other))
        .containsExactly(directory.resolve("home/.m2/repository"));
  }

  @Test
  void mountsNothingTwiceThatIsInTheProject() throws IOException {
    Path classes = Files.createDirectories(project().resolve("target/classes"));

    assertThat(Mounts.outside(project(), classes.toString())).isEmpty();
  }

  @Test
  void mountsEachDirectoryWhereTheirCommonOneHoldsTheProject() throws IOException {
    Path one = jar("one/a.jar");
    Path other = jar("other/b.jar");

    assertThat(Mounts.outside(project(), one + File.pathSeparator + other))
        .containsExactlyInAnyOrder(one.getParent(), other.getParent());
  }

  @Test
  void leavesOutWhatDoesNotExist() {
    assertThat(Mounts.outside(project(), directory.resolve("gone/a.jar").toString())).isEmpty();
  }

  private Path project() {
    return directory.resolve("project");
  }

  private Path jar(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
