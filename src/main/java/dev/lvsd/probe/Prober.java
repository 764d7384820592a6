package dev.lvsd.probe;

import dev.lvsd.diag.Blame;
import dev.lvsd.diag.LvsdException;
import dev.lvsd.model.Addresses;
import dev.lvsd.model.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Asks for owners, and meanwhile for connections: first to each real server's own address, which
 * also makes the kernel find its hardware address, then to the virtual one by the director's way.
 * Owned by one thread; the asking is done by a bounded number of others.
 */
public final class Prober {
  private final Wire wire;
  private final Settings settings;

  /**
   * Gets ready.
   *
   * @param wire closed by its owner
   * @param settings how to ask
   */
  public Prober(Wire wire, Settings settings) {
    this.wire = wire;
    this.settings = settings;
  }

  /**
   * How to ask.
   *
   * @param interfaceName the only interface where owners are asked for
   * @param parallel how many connections at a time, 1 or more
   * @param limit how long to wait for each answer
   * @param nanoTime a clock
   */
  public record Settings(
      Optional<String> interfaceName, int parallel, Duration limit, LongSupplier nanoTime) {}

  /** Hears how it goes on, on the thread that called {@link #run}. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A connection has been tried.
     *
     * @param finished how many were
     * @param total how many there are
     */
    void tried(int finished, int total);
  }

  /**
   * Probes.
   *
   * @param all every real server that there is, to tell machines by
   * @param chosen those to probe, and the virtual addresses of their services
   * @param listener hears how it goes on
   * @return what was seen
   */
  public ProbeReport run(List<Target> all, List<Target> chosen, Listener listener) {
    long began = settings.nanoTime().getAsLong();
    ExecutorService threads = Executors.newCachedThreadPool(); // bounded by one for each question
    ExecutorService connections = Executors.newFixedThreadPool(settings.parallel());
    try {
      Set<InetAddress> vips = new LinkedHashSet<>();
      all.forEach(target -> vips.add(target.key().address()));
      Surroundings around = new Surroundings(wire.nics(), vips, settings.interfaceName());
      Asked asked = ask(around, chosen, threads);
      List<PathReport> paths = new Paths(around, connections, listener).probe(chosen);
      Map<InetAddress, Set<MacAddress>> answers = asked.answers();
      Owners owners = new Owners(wire.nics(), wire.neighbours(), all);
      List<VipReport> reports = new ArrayList<>(asked.unasked());
      asked
          .places()
          .forEach(
              (vip, nic) ->
                  reports.add(
                      owners.judge(
                          vip,
                          nic.name(),
                          around.isHere(vip),
                          answers.getOrDefault(vip, Set.of()))));
      return new ProbeReport(
          reports, paths, Duration.ofNanos(settings.nanoTime().getAsLong() - began));
    } finally {
      threads.shutdownNow();
      connections.shutdownNow();
    }
  }

  /**
   * Questions under way.
   *
   * @param places where each address is asked for
   * @param unasked those that are not, with the reason
   */
  private record Asked(
      Map<InetAddress, Nic> places,
      List<VipReport> unasked,
      List<Future<Map<InetAddress, Set<MacAddress>>>> questions) {
    Map<InetAddress, Set<MacAddress>> answers() {
      Map<InetAddress, Set<MacAddress>> answers = new HashMap<>();
      questions.forEach(question -> answers.putAll(get(question)));
      return answers;
    }
  }

  private Asked ask(Surroundings around, List<Target> chosen, ExecutorService threads) {
    record From(Nic nic, InetAddress asker) {}
    Map<From, Set<InetAddress>> questions = new LinkedHashMap<>();
    Asked asked = new Asked(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    Set<InetAddress> vips = new LinkedHashSet<>();
    chosen.forEach(target -> vips.add(target.key().address()));
    for (InetAddress vip : vips) {
      Optional<Nic> nic = around.askingFor(vip);
      Optional<InetAddress> asker = nic.flatMap(at -> around.asker(at, vip));
      if (nic.isEmpty() || asker.isEmpty()) {
        asked.unasked().add(unasked(vip, around.isHere(vip)));
        continue;
      }
      asked.places().put(vip, nic.get());
      questions
          .computeIfAbsent(new From(nic.get(), asker.get()), from -> new LinkedHashSet<>())
          .add(vip);
    }
    questions.forEach(
        (from, addresses) ->
            asked
                .questions()
                .add(
                    threads.submit(
                        () ->
                            wire.owners(
                                from.nic().name(), from.asker(), addresses, settings.limit()))));
    return asked;
  }

  private VipReport unasked(InetAddress vip, boolean here) {
    String why =
        settings
            .interfaceName()
            .map(name -> "there is no interface " + name + " that is up and has neighbours")
            .orElse("no interface here is in its network; name one with --interface");
    return new VipReport(
        vip,
        Optional.empty(),
        here,
        List.of(),
        List.of(),
        Optional.of(Addresses.text(vip) + " was not asked for: " + why));
  }

  /** The connections, in two rounds. */
  private final class Paths {
    private final Surroundings around;
    private final ExecutorService threads;
    private final Listener listener;
    private final Map<InetAddress, Optional<InetAddress>> routed = new HashMap<>();
    private int finished;
    private int total;

    Paths(Surroundings around, ExecutorService threads, Listener listener) {
      this.around = around;
      this.threads = threads;
      this.listener = listener;
    }

    List<PathReport> probe(List<Target> targets) {
      List<Target> open = targets.stream().filter(t -> t.obstacle().isEmpty()).toList();
      List<Target> forwarded = open.stream().filter(Target::hasOwnVip).toList();
      total = open.size() + forwarded.size();
      open.forEach(t -> routed.computeIfAbsent(t.address(), wire::sourceTowards));
      Map<Target, Reply> plain = replies(open, this::plain);
      Map<InetAddress, List<Way.Frame>> neighbours = wire.neighbours();
      Map<Target, Reply> byVip = replies(forwarded, target -> byVip(target, neighbours));
      return targets.stream()
          .map(
              target ->
                  target
                      .obstacle()
                      .map(why -> PathReport.notProbed(target, why))
                      .orElseGet(
                          () ->
                              PathReport.judge(
                                  target,
                                  plain.getOrDefault(target, Reply.SILENT),
                                  Optional.ofNullable(byVip.get(target)))))
          .toList();
    }

    private Reply plain(Target target) {
      InetSocketAddress server =
          new InetSocketAddress(target.address(), target.spec().key().port());
      return around
          .source(target.address(), routed(target))
          .map(source -> wire.connect(source, server, settings.limit()))
          .orElse(Reply.silent("this director has no address of that family"));
    }

    private Reply byVip(Target target, Map<InetAddress, List<Way.Frame>> neighbours) {
      InetAddress vip = target.key().address();
      Optional<InetAddress> source = around.source(vip, routed(target));
      if (source.isEmpty()) {
        return Reply.silent("this director has no address of its family to ask from");
      }
      Optional<? extends Way> way =
          target.spec().tunnel().isPresent()
              ? target.spec().tunnel().map(t -> new Way.Encapsulated(target.address(), t))
              : around.frame(neighbours.getOrDefault(target.address(), List.of()), routed(target));
      return way.map(
              found ->
                  wire.handshake(
                      found,
                      source.get(),
                      new InetSocketAddress(vip, target.key().port()),
                      settings.limit()))
          .orElse(
              Reply.silent(
                  "no neighbour of this director has "
                      + Addresses.text(target.address())
                      + ", and dr reaches nobody else"));
    }

    private Optional<InetAddress> routed(Target target) {
      return routed.getOrDefault(target.address(), Optional.empty());
    }

    private Map<Target, Reply> replies(List<Target> targets, Question question) {
      CompletionService<Integer> round = new ExecutorCompletionService<>(threads);
      Reply[] replies = new Reply[targets.size()];
      Arrays.fill(replies, Reply.SILENT);
      for (int i = 0; i < replies.length; i++) {
        int place = i;
        Callable<Integer> task =
            () -> {
              replies[place] = question.ask(targets.get(place));
              return place;
            };
        round.submit(task);
      }
      Map<Target, Reply> byTarget = new HashMap<>();
      for (int i = 0; i < replies.length; i++) {
        int place = get(next(round)); // each question has a limit
        byTarget.put(targets.get(place), replies[place]);
        listener.tried(++finished, total);
      }
      return byTarget;
    }
  }

  /** What is asked of each real server. */
  @FunctionalInterface
  private interface Question {
    Reply ask(Target target);
  }

  private static Future<Integer> next(CompletionService<Integer> round) {
    try {
      return round.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LvsdException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("probe", e.getCause());
    }
  }

  private static LvsdException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LvsdException(Blame.USER, "probe real servers: interrupted", e);
  }
}
