package dev.lvsd.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lvsd.ipvs.IpvsCommand.AddServer;
import dev.lvsd.ipvs.IpvsCommand.CreateService;
import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ForwardingMethod;
import dev.lvsd.model.SchedulerName;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import dev.lvsd.model.ServiceSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * An empty data plane for each test, and the words in which the contracts are written.
 *
 * <p>{@link IpvsContract} is the class to extend.
 */
public abstract class IpvsFixture {
  /** A service that most tests use. */
  protected static final ServiceKey WEB = ServiceKeys.parse("tcp 10.0.0.1:80");

  /** The data plane, empty at the start of each test. */
  protected Ipvs ipvs;

  /**
   * Opens an empty data plane that nobody else uses.
   *
   * @return closed after the test
   */
  protected abstract Ipvs open() throws Exception;

  @BeforeEach
  final void openEmptyDataPlane() throws Exception {
    ipvs = open();
    assertThat(ipvs.table()).isEmpty();
  }

  @AfterEach
  final void closeDataPlane() {
    if (ipvs != null) {
      ipvs.close();
    }
  }

  /** A service of round robin without anything else. */
  protected static ServiceSpec plain(ServiceKey key) {
    return ServiceSpec.of(key, SchedulerName.RR);
  }

  /** A server of weight 1 behind NAT. */
  protected static ServerSpec server(String endpoint) {
    return ServerSpec.of(serverKey(endpoint), ForwardingMethod.NAT, 1);
  }

  /** The identity of a server. */
  protected static ServerKey serverKey(String endpoint) {
    Endpoint parsed = Endpoint.parse(endpoint);
    return new ServerKey(parsed.address(), parsed.port());
  }

  /** Creates a service, with servers. */
  protected final void create(ServiceSpec service, ServerSpec... servers) {
    ipvs.execute(new CreateService(service));
    for (ServerSpec server : servers) {
      ipvs.execute(new AddServer(service.key(), server));
    }
  }

  /** The settings of a service as they are now. */
  protected final ServiceSpec specOf(ServiceKey key) {
    return ipvs.service(key).orElseThrow().spec();
  }

  /** The settings of all servers of a service as they are now. */
  protected final List<ServerSpec> serversOf(ServiceKey key) {
    return ipvs.servers(key).stream().map(ServerStatus::spec).toList();
  }

  /** How a command is refused. */
  protected final IpvsException refusalOf(IpvsCommand command) {
    IpvsException refusal = catchThrowableOfType(IpvsException.class, () -> ipvs.execute(command));
    assertThat(refusal).as("refusal of %s", command.describe()).isNotNull();
    assertThat(refusal).hasMessageStartingWith(command.describe() + ": ");
    return refusal;
  }
}
