package dev.lvsd.cli;

import dev.lvsd.advise.ConnTableAdvice;
import dev.lvsd.advise.ConnTableQuestion;
import dev.lvsd.advise.HostReport;
import dev.lvsd.advise.SysctlAdvice;
import dev.lvsd.model.ModulePresence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the commands can ask about the director beside its table. Nothing here changes it. */
public interface HostOperations {
  /**
   * Explains the director.
   *
   * @param files definitions to compare it with; none: what is in the table decides what matters
   * @return every finding
   * @throws InvalidDefinitionException with every problem, if there is an error in the files
   */
  HostReport check(List<Path> files);

  /**
   * Sizes a connection table.
   *
   * @param question for which load and kernel
   * @return the size, and what it costs
   */
  ConnTableAdvice connTable(ConnTableQuestion question);

  /**
   * Judges kernel settings.
   *
   * @param files definitions; none: what is in the table decides what matters
   * @return advice for each setting that matters
   * @throws InvalidDefinitionException with every problem, if there is an error in the files
   */
  List<SysctlAdvice> sysctls(List<Path> files);

  /**
   * Where modules are.
   *
   * @param names of modules
   * @return one for each
   */
  Map<String, ModulePresence> modules(Set<String> names);
}
