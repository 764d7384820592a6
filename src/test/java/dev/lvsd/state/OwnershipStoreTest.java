package dev.lvsd.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.InterfaceAddress;
import dev.lvsd.model.Managed;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.SyncDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipStoreTest {
  private static final Managed SHOP = services("tcp 10.0.0.1:80", "fwmark 7 ipv6");

  @TempDir Path directory;
  private Path root;
  private OwnershipStore store;

  @BeforeEach
  void open() {
    root = directory.resolve("state");
    store = new StateDirectory(root).ownership();
  }

  private static Managed services(String... texts) {
    return Managed.services(
        Arrays.stream(texts).map(ServiceKeys::parse).collect(Collectors.toSet()));
  }

  private Path file(String name) {
    return root.resolve("owned").resolve(name);
  }

  @Test
  void knowsNothingAndMakesNothingWhereNothingWasWritten() {
    OwnershipStore.Remembered remembered = store.read();
    assertThat(remembered.ownership().byCluster()).isEmpty();
    assertThat(remembered.warnings()).isEmpty();
    assertThat(root).doesNotExist();
  }

  @Test
  void remembersTheServicesOfEachCluster() {
    store.write("shop", SHOP);
    store.write("blog", Managed.NOTHING);
    assertThat(store.read().ownership().byCluster())
        .isEqualTo(Map.of("shop", SHOP, "blog", Managed.NOTHING));
  }

  @Test
  void writesWhatAPersonCanRead() throws IOException {
    store.write("shop", SHOP);
    assertThat(Files.readAllLines(file("shop")))
        .hasSize(4)
        .startsWith("lvsd-owned 1", "tcp 10.0.0.1:80", "fwmark 7 ipv6");
  }

  @Test
  void replacesTheFileAndLeavesNothingBeside() throws IOException {
    store.write("shop", SHOP);
    store.write("shop", services("udp 10.0.0.1:53"));
    assertThat(store.read().ownership().of("shop")).isEqualTo(services("udp 10.0.0.1:53"));
    try (Stream<Path> files = Files.list(root.resolve("owned"))) {
      assertThat(files).containsExactly(file("shop"));
    }
  }

  @Test
  void remembersWhatIsManagedOfTheHost() {
    Managed managed =
        new Managed(
            SHOP.services(),
            Set.of(
                InterfaceAddress.vip("eth0", Addresses.parse("203.0.113.10")),
                InterfaceAddress.vip("eth0.100", Addresses.parse("2001:db8::10"))),
            Map.of("net.ipv4.vs.sync_threshold", "3 50", "net.ipv4.ip_forward", "0"),
            true,
            Set.of(SyncDaemon.Role.MASTER, SyncDaemon.Role.BACKUP));
    store.write("shop", managed);
    assertThat(store.read().ownership().of("shop")).isEqualTo(managed);
  }

  @Test
  void doesNotWriteWhatIsThereAlready() throws IOException {
    store.write("shop", SHOP);
    FileTime longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(file("shop"), longAgo);
    store.write("shop", SHOP);
    assertThat(Files.getLastModifiedTime(file("shop"))).isEqualTo(longAgo);
  }

  @Test
  void takesNoFileForAClusterThatAKilledWriterLeft() throws IOException {
    store.write("shop", SHOP);
    Files.writeString(file(".shop.new"), "lvsd-ow");
    assertThat(store.read().ownership().byCluster()).containsOnlyKeys("shop");
    assertThat(store.read().warnings()).isEmpty();
    store.write("shop", Managed.NOTHING);
    assertThat(file(".shop.new")).doesNotExist();
  }

  @Test
  void noticesAFileThatWasTornAnywhere() throws IOException {
    store.write("shop", SHOP);
    byte[] whole = Files.readAllBytes(file("shop"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file("shop"), Arrays.copyOf(whole, length));
      OwnershipStore.Remembered remembered = store.read();
      assertThat(remembered.ownership().byCluster()).as("%d bytes", length).isEmpty();
      assertThat(remembered.warnings()).hasSize(1);
      assertThat(remembered.warnings().get(0)).contains(file("shop").toString(), "damaged");
    }
  }

  @Test
  void noticesEveryChangedBit() throws IOException {
    store.write("shop", SHOP);
    byte[] whole = Files.readAllBytes(file("shop"));
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file("shop"), changed);
      assertThat(store.read().warnings()).as("bit %d", bit).hasSize(1);
    }
  }

  @Test
  void putsADamagedFileAsideWhenItIsReplaced() throws IOException {
    store.write("shop", SHOP);
    Files.writeString(file("shop"), "gone wrong");
    store.write("shop", SHOP);
    assertThat(root.resolve("damaged").resolve("shop")).hasContent("gone wrong");
    assertThat(store.read().ownership().of("shop")).isEqualTo(SHOP);
  }

  @Test
  void readsTheOtherClustersWhenOneFileIsDamaged() throws IOException {
    store.write("blog", SHOP);
    store.write("shop", SHOP);
    Files.writeString(file("shop"), "gone wrong");
    assertThat(store.read().ownership().byCluster()).containsOnlyKeys("blog");
  }

  @Test
  void refusesAFileThatIsTooBigToBeOne() throws IOException {
    store.write("shop", SHOP);
    Files.write(file("shop"), new byte[9 << 20]);
    assertThat(store.read().warnings().get(0)).contains("too big");
  }

  @Test
  void saysThatAFileIsOfAnotherVersion() throws IOException {
    store.write("shop", SHOP);
    String body = "lvsd-owned 2\n";
    CRC32C sum = new CRC32C();
    sum.update(body.getBytes(US_ASCII));
    Files.writeString(file("shop"), body + "crc32c %08x\n".formatted(sum.getValue()));
    assertThat(store.read().warnings().get(0)).contains("another version of lvsd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "a/b", "..", ".hidden", "Größe", "a%b", "two words", "x.y"})
  void takesAnyNameForACluster(String cluster) {
    store.write(cluster, SHOP);
    assertThat(store.read().ownership().byCluster()).isEqualTo(Map.of(cluster, SHOP));
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(root));
  }

  @Test
  void refusesNamesThatAreTooLongForAFile() {
    for (String name : List.of("", "x".repeat(300))) {
      assertThatThrownBy(() -> store.write(name, SHOP))
          .isInstanceOf(LvsdException.class)
          .hasMessageContaining("cluster '" + name + "'");
    }
  }

  @Test
  void blamesTheHostWhenTheDirectoryCannotBeMade() throws IOException {
    Files.writeString(root, "a file");
    assertThat(store.read().ownership().byCluster()).isEmpty();
    assertThatThrownBy(() -> store.write("shop", SHOP))
        .isInstanceOf(LvsdException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContaining("name another state directory")
        .extracting(e -> ((LvsdException) e).blame())
        .isEqualTo(Blame.HOST);
  }
}
