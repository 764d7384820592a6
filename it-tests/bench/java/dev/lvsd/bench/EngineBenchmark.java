package dev.lvsd.bench;

import dev.lvsd.dataplane.Verdict;
import dev.lvsd.model.ForwardingMethod;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Packets per second on one core: of clients, of servers, and those that begin a connection. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class EngineBenchmark {
  private static final int CONNECTIONS = 10_000;
  private static final int OPEN = 1 << 20;

  @Param({"NAT", "DR", "TUNNEL", "FULLNAT"})
  ForwardingMethod method;

  private OneDirector director;
  private final ByteBuffer[] replies = new ByteBuffer[CONNECTIONS];
  private int next;
  private int opened;
  private long nowMs;

  @Setup
  public void open() {
    director = new OneDirector(method);
    for (int client = 0; client < CONNECTIONS; client++) {
      require(director.fromClient(client, OneDirector.SYN, 0));
      replies[client] = OneDirector.emptyReply();
      director.keepReply(replies[client]);
    }
    opened = CONNECTIONS;
  }

  private static Verdict require(Verdict verdict) {
    if (verdict.kind() != Verdict.Kind.FORWARD) {
      throw new IllegalStateException("the packet was not forwarded: " + verdict.kind());
    }
    return verdict;
  }

  private int client() {
    next = next + 7919 < CONNECTIONS ? next + 7919 : next + 7919 - CONNECTIONS;
    return next;
  }

  @Benchmark
  public Verdict request() {
    return require(director.fromClient(client(), OneDirector.ACK, nowMs));
  }

  /** Servers by dr and tunnel answer past the director: the plane lets these packets pass. */
  @Benchmark
  public Verdict reply() {
    return director.fromServer(replies[client()], nowMs);
  }

  /** Opens connections, and lets as many end, from 2^20 on. */
  @Benchmark
  public Verdict connection() {
    opened = opened == OPEN ? CONNECTIONS : opened + 1;
    if ((opened & 63) == 0) {
      nowMs += 4; // 61 s pass before a client comes again
      director.plane.advance(nowMs, 128);
    }
    return require(director.fromClient(opened, OneDirector.SYN, nowMs));
  }
}
