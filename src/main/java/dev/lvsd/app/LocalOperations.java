package dev.lvsd.app;

import dev.lvsd.adopt.Adopted;
import dev.lvsd.adopt.Adoption;
import dev.lvsd.cli.DaemonOperations;
import dev.lvsd.cli.HistoryOperations;
import dev.lvsd.cli.HostOperations;
import dev.lvsd.cli.InvalidDefinitionException;
import dev.lvsd.cli.JobOperations;
import dev.lvsd.cli.Operations;
import dev.lvsd.cli.RealServerOperations;
import dev.lvsd.cli.VipOperations;
import dev.lvsd.cli.view.StatusSummary;
import dev.lvsd.config.ClusterDocument;
import dev.lvsd.config.DefinitionReader;
import dev.lvsd.config.JsonSchema;
import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.diag.Problems;
import dev.lvsd.host.Host;
import dev.lvsd.host.HostPaths;
import dev.lvsd.host.KernelFactsReader;
import dev.lvsd.ipvs.Ipvs;
import dev.lvsd.ipvsadm.RuleExport;
import dev.lvsd.ipvsadm.SavedRules;
import dev.lvsd.ipvsadm.SystemNames;
import dev.lvsd.model.Connection;
import dev.lvsd.model.Definition;
import dev.lvsd.model.Ownership;
import dev.lvsd.model.PlaneChoice;
import dev.lvsd.model.ServerStatus;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import dev.lvsd.model.VirtualService;
import dev.lvsd.plan.ApplyListener;
import dev.lvsd.plan.ApplyReport;
import dev.lvsd.plan.Plan;
import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;
import dev.lvsd.reconcile.Reconciler;
import dev.lvsd.state.StateDirectory;
import dev.lvsd.wanted.Applies;
import dev.lvsd.wanted.Confirmations;
import dev.lvsd.wanted.Manner;
import dev.lvsd.wanted.Unconfirmed;
import dev.lvsd.wanted.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does the work in this process. Opens the data plane at the first question about it, so that
 * checking a definition needs no kernel and reading the table needs no YAML. Owned by one thread.
 */
final class LocalOperations implements Operations {
  private final StateDirectory state;
  private final Means means;
  private final Directors directors;
  private final Caller caller;
  private @Nullable RevertAtExit unconfirmed;

  LocalOperations(Path stateDirectory, Means means, Caller caller) {
    this.state = new StateDirectory(stateDirectory);
    this.means = means;
    this.directors = new Directors(means, state);
    this.caller = caller;
  }

  @Override
  public Checked check(List<Path> named) {
    Problems problems = new Problems();
    Optional<Definition> definition = new DefinitionReader(caller.files()).read(named, problems);
    return new Checked(definition, problems.all());
  }

  @Override
  public Plan plan(PlanRequest request) {
    List<ClusterDocument> documents = documents(request.files()); // before the data plane is opened
    return applies().plan(documents, options(request));
  }

  @Override
  public ApplyReport apply(ApplyRequest request, ApplyListener listener) {
    List<ClusterDocument> documents = documents(request.plan().files());
    ApplyOptions how =
        new ApplyOptions(
            request.failFast(),
            request.drainWait(),
            request.drainDeadline(),
            ApplyOptions.DEFAULT.lockWait());
    Manner manner = new Manner(options(request.plan()), how, caller.remark(request.remark()));
    if (request.confirmWithin().isEmpty()) {
      return applies().apply(documents, manner, Optional.empty(), listener);
    }
    forgetUnconfirmed();
    unconfirmed = new RevertAtExit(state, means, caller, manner.options());
    Unconfirmed apply = new Unconfirmed(request.confirmWithin().get(), unconfirmed);
    return applies().apply(documents, manner, Optional.of(apply), listener);
  }

  @Override
  public HistoryOperations history() {
    return new LocalHistory(state, this::reconciler, this::unconfirmed, caller);
  }

  @Override
  public JobOperations jobs() {
    return new LocalJobs(state, this::reconciler, this::ipvs, caller.waiter());
  }

  @Override
  public List<VirtualService> table() {
    return ipvs().table();
  }

  @Override
  public void connections(Consumer<Connection> consumer) {
    ipvs().connections(consumer);
  }

  @Override
  public Timeouts timeouts() {
    return ipvs().timeouts();
  }

  @Override
  public List<SyncDaemon> syncDaemons() {
    return ipvs().syncDaemons();
  }

  @Override
  public StatusSummary status() {
    List<VirtualService> table = ipvs().table();
    Ownership ownership = state.ownership().read().ownership();
    List<ServerStatus> servers =
        table.stream().flatMap(service -> service.servers().stream()).toList();
    PlaneChoice choice = directors.choose(Wanted.read(state).defined());
    return new StatusSummary(
        choice.kind().name().toLowerCase(Locale.ROOT),
        choice.reason(),
        System.getProperty("os.version"),
        ipvs().info(),
        table.size(),
        (int) table.stream().filter(service -> ownership.contains(service.key())).count(),
        servers.size(),
        servers.stream().mapToLong(ServerStatus::activeConnections).sum(),
        servers.stream().mapToLong(ServerStatus::inactiveConnections).sum(),
        servers.stream().mapToLong(ServerStatus::persistentConnections).sum(),
        ipvs().capabilities().stream().map(Enum::name).sorted().toList());
  }

  @Override
  public String schema() {
    return JsonSchema.write();
  }

  @Override
  public Document importRules(Optional<Path> rules) {
    Adopted adopted = Adoption.of(rules.isPresent() ? saved(rules.get()) : ipvs().table());
    return new Document(adopted.yaml(), adopted.losses());
  }

  @Override
  public Document exportRules() {
    RuleExport.Exported exported = RuleExport.write(ipvs().table());
    return new Document(exported.text(), exported.losses());
  }

  @Override
  public DaemonOperations daemon() {
    return new NoDaemon(Confirmations.note(state, InstantSource.system().instant()));
  }

  private List<VirtualService> saved(Path file) {
    boolean standard = file.toString().equals("-");
    Problems problems = new Problems();
    try (InputStream in = standard ? caller.files().standardInput() : caller.files().open(file)) {
      List<VirtualService> table =
          SavedRules.read(in, standard ? "<stdin>" : file.toString(), new SystemNames(), problems);
      if (problems.hasErrors()) {
        throw new InvalidDefinitionException(problems.all());
      }
      return table;
    } catch (IOException e) {
      throw new LvsdException(
          Blame.USER, "read rules from " + file + ": " + e + "; name a file that can be read", e);
    }
  }

  @Override
  public VipOperations vips() {
    return new LocalVipOperations(
        currentHost(),
        () -> ipvs().services().stream().map(service -> service.spec().key()).toList(),
        () -> state.ownership().read().ownership(),
        files -> definition(documents(files)),
        caller.waiter());
  }

  @Override
  public HostOperations host() {
    KernelFactsReader facts = new KernelFactsReader(HostPaths.SYSTEM);
    return new LocalHostOperations(
        this::currentHost,
        facts::read,
        this::ipvs,
        directors::choose,
        files -> definition(documents(files)));
  }

  @Override
  public RealServerOperations realServers() {
    return new RealServers(this::checked);
  }

  @Override
  public void close() {
    forgetUnconfirmed();
    directors.close();
  }

  private List<ClusterDocument> documents(List<Path> files) {
    Problems problems = new Problems();
    List<ClusterDocument> documents =
        new DefinitionReader(caller.files())
            .readDocuments(files, problems)
            .orElseThrow(() -> new InvalidDefinitionException(problems.all()));
    problems.all().forEach(caller.warnings());
    return documents;
  }

  private static Definition definition(List<ClusterDocument> documents) {
    return new Definition(documents.stream().map(ClusterDocument::cluster).toList());
  }

  private Optional<Integer> unconfirmed() {
    return unconfirmed == null ? Optional.empty() : unconfirmed.entry();
  }

  private void forgetUnconfirmed() {
    if (unconfirmed != null) {
      unconfirmed.close();
      unconfirmed = null;
    }
  }

  private Applies applies() {
    return new Applies(state, reconciler(), InstantSource.system());
  }

  private Definition checked(List<Path> named) {
    Checked checked = check(named);
    if (checked.definition().isEmpty()) {
      throw new InvalidDefinitionException(checked.problems());
    }
    checked.problems().forEach(caller.warnings());
    return checked.definition().get();
  }

  private static PlanOptions options(PlanRequest request) {
    return new PlanOptions(request.prune(), request.now(), request.reloadModule());
  }

  private Reconciler reconciler() {
    return new Reconciler(directors, state, caller.waiter());
  }

  private Ipvs ipvs() {
    return directors.current().dataPlane().ipvs();
  }

  private Host currentHost() {
    return directors.current().host();
  }
}
