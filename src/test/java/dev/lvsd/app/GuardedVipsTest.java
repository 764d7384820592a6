package dev.lvsd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsd.cli.VipOperations;
import dev.lvsd.cli.VipOperations.AnnounceRequest;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Announced;
import dev.lvsd.model.Vip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** VIPs as a client of the daemon sees them. */
class GuardedVipsTest {
  private static final AnnounceRequest ALL =
      new AnnounceRequest(List.of(), List.of(), Optional.empty(), Optional.empty());

  private final List<AnnounceRequest> announced = new ArrayList<>();
  private final VipOperations vips =
      new VipOperations() {
        @Override
        public List<Vip> list() {
          return List.of();
        }

        @Override
        public List<Announced> announce(AnnounceRequest request, IntConsumer round) {
          announced.add(request);
          return List.of();
        }
      };

  private static VipOperations refuse() {
    throw new LvsdException(Blame.USER, "lvsd lets this user read only");
  }

  @Test
  void whoMayOnlyReadSeesThemAndAnnouncesNone() {
    GuardedVips guarded = new GuardedVips(vips, GuardedVipsTest::refuse);
    assertThat(guarded.list()).isEmpty();
    assertThatThrownBy(() -> guarded.announce(ALL, round -> {})).hasMessageContaining("read only");
    assertThat(announced).isEmpty();
  }

  @Test
  void whoMayChangeAnnouncesThem() {
    new GuardedVips(vips, () -> vips).announce(ALL, round -> {});
    assertThat(announced).containsExactly(ALL);
  }
}
