package dev.lvsd.it.kernel;

import dev.lvsd.host.Host;
import dev.lvsd.host.HostCommand;
import dev.lvsd.it.topology.Namespace;
import dev.lvsd.model.HostQuestion;
import dev.lvsd.model.HostState;

/** A host whose sysctls are those of a namespace, whichever thread asks. */
record InNamespace(Namespace namespace, Host host) implements Host {
  @Override
  public HostState look(HostQuestion question) {
    return namespace.call(() -> host.look(question));
  }

  @Override
  public void execute(HostCommand command) {
    namespace.call(
        () -> {
          host.execute(command);
          return true;
        });
  }

  @Override
  public void close() {
    host.close();
  }
}
