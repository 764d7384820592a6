package dev.lvsd.reconcile;

import dev.lvsd.ipvs.Ipvs;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data plane of a director, opened when it is first needed. Opening may load the kernel's
 * module, which must be configured before; and what was opened before the module was loaded anew
 * speaks to nobody. Belongs to one thread.
 */
public final class DataPlane implements AutoCloseable {
  private final Supplier<? extends Ipvs> opener;
  private final BooleanSupplier there;
  private @Nullable Ipvs opened;

  /**
   * Opens nothing yet.
   *
   * @param opener opens the data plane of the calling thread
   */
  public DataPlane(Supplier<? extends Ipvs> opener) {
    this(opener, () -> true);
  }

  /**
   * Opens nothing yet.
   *
   * @param opener opens the data plane, and begins it if it is not there
   * @param there whether it is there
   */
  public DataPlane(Supplier<? extends Ipvs> opener, BooleanSupplier there) {
    this.opener = opener;
    this.there = there;
  }

  /**
   * Whether there is something to look at. What is not there has no services.
   *
   * @return false if {@link #ipvs} would begin it
   */
  public boolean isThere() {
    return there.getAsBoolean();
  }

  /**
   * The data plane; after {@link #close()} it is opened anew.
   *
   * @return not to be closed by the caller, nor kept
   * @throws dev.lvsd.diag.LvsdException if there is none
   */
  public Ipvs ipvs() {
    Ipvs found = opened;
    if (found == null) {
      found = opener.get();
      opened = found;
    }
    return found;
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
      opened = null;
    }
  }
}
