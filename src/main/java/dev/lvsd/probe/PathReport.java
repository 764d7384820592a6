package dev.lvsd.probe;

import static java.util.Objects.requireNonNull;

import dev.lvsd.model.Addresses;
import dev.lvsd.model.ForwardingMethod;
import java.util.Optional;

/**
 * Whether one real server of one service can answer.
 *
 * @param service name of the service
 * @param vip where clients ask
 * @param server name and address of the real server
 * @param method how the director forwards: {@code nat}, {@code dr}, {@code ipip}, {@code gue},
 *     {@code gre}
 * @param verdict what is wrong
 * @param message what that rests on, and what to try
 */
public record PathReport(
    String service, String vip, String server, String method, Verdict verdict, String message) {
  /** Refuses nulls. */
  public PathReport {
    requireNonNull(service, "service");
    requireNonNull(vip, "vip");
    requireNonNull(server, "server");
    requireNonNull(method, "method");
    requireNonNull(verdict, "verdict");
    requireNonNull(message, "message");
  }

  /** What is wrong with a path. */
  public enum Verdict {
    /** Nothing: it answers as clients need it. */
    GOOD("good"),
    /** Nobody listens. */
    APPLICATION_DOWN("application down"),
    /** The program is well, and what the director forwards does not reach it. */
    PATH_BROKEN("application up, VIP path broken"),
    /** Nothing of the machine answers. */
    HOST_SILENT("no answer at all"),
    /** Nobody knows. */
    NOT_PROBED("not probed");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /**
     * For people.
     *
     * @return a few words
     */
    public String text() {
      return text;
    }

    /**
     * Whether clients suffer.
     *
     * @return true unless it is good or unknown
     */
    public boolean isFault() {
      return this != GOOD && this != NOT_PROBED;
    }
  }

  static PathReport notProbed(Target target, String reason) {
    return of(target, Verdict.NOT_PROBED, reason);
  }

  /**
   * Judges a real server from what came back.
   *
   * @param target the real server
   * @param plain to a connection to its own address
   * @param forwarded to a handshake with the virtual address by the director's way; empty by nat
   *     and fullnat, which have no other way than the plain one
   */
  static PathReport judge(Target target, Reply plain, Optional<Reply> forwarded) {
    String own = Addresses.withPort(target.address(), target.spec().key().port());
    String vip = Addresses.withPort(target.key().address(), target.key().port());
    if (forwarded.isEmpty()) {
      return switch (plain.kind()) {
        case ACCEPTED -> of(target, Verdict.GOOD, own + " answers");
        case REFUSED ->
            of(target, Verdict.APPLICATION_DOWN, own + " refuses; start its program there");
        case SILENT -> of(target, Verdict.HOST_SILENT, nothing(own, plain));
      };
    }
    Reply reply = forwarded.get();
    return switch (reply.kind()) {
      case ACCEPTED -> of(target, Verdict.GOOD, vip + " answers there");
      case REFUSED ->
          of(
              target,
              Verdict.APPLICATION_DOWN,
              plain.kind() == Reply.Kind.ACCEPTED
                  ? "the path is good, but there only %s listens, and %s refuses; let its program listen on all addresses"
                      .formatted(own, vip)
                  : "the path is good, and %s refuses there; start its program".formatted(vip));
      case SILENT -> silent(target, own, vip, plain, reply);
    };
  }

  private static PathReport silent(
      Target target, String own, String vip, Reply plain, Reply reply) {
    return switch (plain.kind()) {
      case ACCEPTED ->
          of(
              target,
              Verdict.PATH_BROKEN,
              "%s answers, and nothing comes back for %s%s; %s; try: lvsctl rs check --only %s"
                  .formatted(
                      own, vip, reply.because(), look(target), Addresses.text(target.address())));
      case REFUSED ->
          of(
              target,
              Verdict.APPLICATION_DOWN,
              "%s refuses, and nothing comes back for %s%s, so that the path is broken as well; start the program, and try: lvsctl rs check --only %s"
                  .formatted(own, vip, reply.because(), Addresses.text(target.address())));
      case SILENT ->
          of(
              target,
              Verdict.HOST_SILENT,
              nothing(own, plain) + "; nor for " + vip + reply.because());
    };
  }

  private static String nothing(String own, Reply plain) {
    return "nothing comes back from %s%s; is the machine up, and does nothing filter it?"
        .formatted(own, plain.because());
  }

  /** Where people find the reason. */
  private static String look(Target target) {
    return target.spec().forwarding() == ForwardingMethod.DR
        ? "is the address on lo there?"
        : "is the end of the tunnel up there, the address on it, and rp_filter 0 or 2?";
  }

  private static PathReport of(Target target, Verdict verdict, String message) {
    return new PathReport(
        target.service(),
        Addresses.withPort(target.key().address(), target.key().port()),
        target.label(),
        target.method(),
        verdict,
        message);
  }
}
