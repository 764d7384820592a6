package dev.lvsd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves more descriptors open than it found. */
public final class NoLeakedDescriptors implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(NoLeakedDescriptors.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(HERE).put("before", Fd.openCount());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    int before = context.getStore(HERE).get("before", Integer.class);
    assertThat(Fd.openCount()).as("descriptors open after the test").isEqualTo(before);
  }
}
