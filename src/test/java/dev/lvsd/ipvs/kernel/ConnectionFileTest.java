package dev.lvsd.ipvs.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lvsd.diag.Blame;
import dev.lvsd.ipvs.IpvsException;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
  @TempDir private Path directory;

  private ConnectionFile file(String content) throws IOException {
    Path path = directory.resolve("ip_vs_conn");
    Files.writeString(path, content, ISO_8859_1);
    return new ConnectionFile(path);
  }

  private static List<Connection> all(ConnectionFile file) {
    List<Connection> found = new ArrayList<>();
    file.forEach(found::add);
    return found;
  }

  private static Connection connection(int number) {
    return new Connection(
        "TCP",
        new Endpoint(RawAddresses.ipv4(number), 30000),
        Endpoint.parse("10.0.0.1:80"),
        Endpoint.parse("192.168.0.1:80"),
        "ESTABLISHED",
        899,
        Optional.empty());
  }

  private static IpvsException failureOf(ConnectionFile file) {
    return catchThrowableOfType(IpvsException.class, () -> all(file));
  }

  @Test
  void isEmptyWithAHeadingAlone() throws IOException {
    assertThat(all(file(ProcRows.HEADING + "\n"))).isEmpty();
  }

  @Test
  void isEmptyWithNothing() throws IOException {
    assertThat(all(file(""))).isEmpty();
  }

  @Test
  void readsListsThatAreLongerThanItsBuffer() throws IOException {
    List<Connection> expected =
        IntStream.range(0, 5000).mapToObj(ConnectionFileTest::connection).toList();
    String rows = expected.stream().map(ProcRows::row).collect(Collectors.joining("\n", "", "\n"));

    assertThat(all(file(ProcRows.HEADING + "\n" + rows))).isEqualTo(expected);
  }

  @Test
  void namesTheRowThatItDoesNotUnderstand() throws IOException {
    ConnectionFile file =
        file(ProcRows.HEADING + "\n" + ProcRows.row(connection(1)) + "\nTCP what is this\n");

    IpvsException failure = failureOf(file);

    assertThat(failure)
        .hasMessageContaining("row 3 of " + directory.resolve("ip_vs_conn"))
        .hasMessageContaining("client address has 4 characters")
        .hasMessageEndingWith("'TCP what is this'");
    assertThat(failure.blame()).isEqualTo(Blame.BUG);
  }

  @Test
  void refusesARowWithoutAnEnd() throws IOException {
    assertThat(failureOf(file(ProcRows.HEADING + "\n" + ProcRows.row(connection(1)))))
        .hasMessageContaining("it has no end");
  }

  @Test
  void refusesARowThatIsTooLong() throws IOException {
    assertThat(failureOf(file(ProcRows.HEADING + "\n" + "x".repeat(200_000))))
        .hasMessageContaining("row 2")
        .hasMessageContaining("it is too long");
  }

  @Test
  void saysWhatToTryWhereThereIsNoList() {
    ConnectionFile missing = new ConnectionFile(directory.resolve("ip_vs_conn"));

    assertThat(missing.isReadable()).isFalse();
    assertThat(failureOf(missing)).hasMessageContaining("modprobe ip_vs");
    assertThat(failureOf(missing).blame()).isEqualTo(Blame.HOST);
  }

  @Test
  void lookingDoesNotNeedTheNetworkOfTheFirstThread() {
    assertThat(ConnectionFile.DEFAULT).hasToString("/proc/thread-self/net/ip_vs_conn");
  }
}
