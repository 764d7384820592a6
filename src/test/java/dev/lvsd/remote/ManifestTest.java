package dev.lvsd.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lvsd.model.Tunnel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ManifestTest {
  @Property(tries = 200)
  void readsWhatItWrote(@ForAll("manifests") Manifest manifest) {
    assertThat(Manifest.read(manifest.write())).isEqualTo(manifest);
  }

  @FuzzTest
  void readsOrRefusesAnything(byte[] content) {
    Manifest manifest;
    try {
      manifest = Manifest.read(new String(content, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(Manifest.read(manifest.write())).isEqualTo(manifest);
  }

  @Provide
  Arbitrary<Manifest> manifests() {
    return Arbitraries.subsetOf(
            Machine.dr("shop", "10.1.0.100"),
            Machine.dr("blog-2", "fd01::100"),
            Machine.tunnel("a.b_c", "10.1.0.103", Tunnel.Type.GUE, 6080))
        .map(
            claims -> {
              Machine machine = new Machine();
              List<ServerStep> steps =
                  ServerPlanner.plan(machine.facts(), java.util.Set.of(), claims).steps();
              machine.run(steps);
              return Manifest.read(
                  machine.files.getOrDefault(Manifest.PATH, Manifest.EMPTY.write()));
            });
  }
}
