package dev.lvsd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lvsd.it.ipvsadm.CommandLines;
import dev.lvsd.it.ipvsadm.Comparison;
import dev.lvsd.it.ipvsadm.Difference;
import dev.lvsd.it.ipvsadm.NameFiles;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code lvsctl ipvsadm} says and does what ipvsadm says and does, byte for byte. */
class IpvsadmDifferenceIT {
  private static final int SEQUENCES = Integer.getInteger("lvsd.ipvsadm.sequences", 160);
  private static final int LENGTH = 20;
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final long SEED = Long.getLong("lvsd.ipvsadm.seed", 20261120L);

  private static NameFiles names;

  @BeforeAll
  static void giveNames() {
    names = NameFiles.mount();
  }

  @AfterAll
  static void takeNames() {
    names.close();
  }

  @Test
  @Timeout(value = 9, unit = TimeUnit.MINUTES)
  void showsNoDifferenceInThousandsOfGeneratedCommandLines() {
    CommandLines commands = new CommandLines(SEED);
    assertThat(SEQUENCES * LENGTH).isGreaterThanOrEqualTo(3000);
    try (Comparison comparison = Comparison.create(LIMIT)) {
      for (int i = 0; i < SEQUENCES; i++) {
        Optional<Difference> difference = comparison.first(commands.sequence(LENGTH));
        if (difference.isPresent()) {
          fail("Sequence " + i + " of seed " + SEED + ":\n" + comparison.shrink(difference.get()));
        }
      }
    }
  }
}
