package dev.lvsd.cli;

import dev.lvsd.diag.Problem;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Opens {@link Operations} when a command needs them, so that help and usage errors cost nothing.
 */
@FunctionalInterface
public interface OperationsFactory {
  /**
   * Opens operations; the caller closes them.
   *
   * @param stateDirectory where the applied definitions are kept
   * @param warnings hears what a definition could do better, where that is not the answer
   * @return operations; opening does not look at files or at the data plane yet
   */
  Operations open(Path stateDirectory, Consumer<Problem> warnings);
}
