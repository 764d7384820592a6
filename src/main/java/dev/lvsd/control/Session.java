package dev.lvsd.control;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection, from the first message to the last. Runs on a thread of the server. */
final class Session implements Runnable {
  private static final Logger LOG = System.getLogger(Session.class.getName());
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final PeerWire wire;
  private final Peer peer;
  private final Role role;
  private final String network;
  private final RequestHandler handler;
  private final Limits limits;

  Session(
      PeerWire wire, Peer peer, Role role, String network, RequestHandler handler, Limits limits) {
    this.wire = wire;
    this.peer = peer;
    this.role = role;
    this.network = network;
    this.handler = handler;
    this.limits = limits;
  }

  /** Says why not, without waiting for a client that does not listen, and closes. */
  static void refuse(PeerWire wire, Refusal reason, String text) {
    try (wire) {
      new FrameStream(wire).send(new Frame.Refused(reason, text), AT_ONCE);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "a client went away before it heard: " + text);
    }
  }

  @Override
  public void run() {
    try (wire) {
      FrameStream frames = new FrameStream(wire);
      @Nullable Request request = greet(frames);
      if (request != null) {
        Call call = new Call(request, peer, role, wire, frames, limits.send());
        call.end(new Frame.Exit(handler.run(call)));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "client (" + peer + "): " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(Level.ERROR, "client (" + peer + "): the command failed: " + e, e);
    }
  }

  /** The first message; null if there is nothing to run. */
  private @Nullable Request greet(FrameStream frames) throws IOException {
    try {
      @Nullable Frame first = frames.receive(limits.hello());
      if (first == null) {
        return null; // a look whether somebody listens
      }
      if (!(first instanceof Frame.Hello hello)) {
        throw new ProtocolException("the first message is not a command line");
      }
      if (hello.protocol() != Protocol.VERSION) {
        refuse(
            wire,
            Refusal.OTHER_PROTOCOL,
            "lvsd speaks version %d, lvsctl %d: restart lvsd (systemctl restart lvsd)"
                .formatted(Protocol.VERSION, hello.protocol()));
        return null;
      }
      if (!hello.request().networkNamespace().equals(network)) {
        refuse(
            wire,
            Refusal.OTHER_NETWORK,
            "lvsd works in network namespace %s, lvsctl was started in %s"
                .formatted(network, hello.request().networkNamespace()));
        return null;
      }
      return hello.request();
    } catch (ProtocolException e) {
      refuse(wire, Refusal.BAD_MESSAGE, String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
