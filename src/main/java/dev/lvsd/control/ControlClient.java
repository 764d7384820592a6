package dev.lvsd.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets the daemon run a command line, and does what the daemon asks for meanwhile: prints, and
 * reads the files that the command line names. Made of the JDK alone. Owned by one thread.
 */
public final class ControlClient {
  /** Where lvsd listens unless it is told otherwise. */
  public static final Path SOCKET = Path.of("/run/lvsd/control.sock");

  /** A command may take long; whoever waits can end the wait with a key. */
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;

  /**
   * A client.
   *
   * @param in standard input of the command
   * @param out takes the answer; flushed at every message
   * @param err takes errors and progress; flushed at every message
   */
  public ControlClient(InputStream in, OutputStream out, OutputStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** How the attempt ended. */
  public sealed interface Answer {
    /**
     * The daemon ran the command.
     *
     * @param exitCode of the command
     */
    record Ended(int exitCode) implements Answer {}

    /**
     * The daemon did not run it.
     *
     * @param reason what a program can tell apart
     * @param text what a person should know and try
     */
    record Refused(Refusal reason, String text) implements Answer {}

    /**
     * No daemon answers.
     *
     * @param reason what the system said
     */
    record Absent(String reason) implements Answer {}

    /**
     * The daemon ran it, and went away before it ended.
     *
     * @param reason what the system said
     */
    record Lost(String reason) implements Answer {}
  }

  /**
   * Runs a command line.
   *
   * @param socket where the daemon listens
   * @param request the command line
   * @return how that ended
   */
  public Answer run(Path socket, Request request) {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return new Answer.Absent(String.valueOf(e.getMessage()));
    }
    try (ClientWire wire = new ClientWire(channel)) {
      FrameStream frames = new FrameStream(wire);
      try {
        frames.send(new Frame.Hello(Protocol.VERSION, request), Protocol.SEND_LIMIT);
      } catch (ProtocolException e) {
        return new Answer.Refused(Refusal.BAD_MESSAGE, "the command line is too long for lvsd");
      } catch (IOException e) {
        // it may have said why before it closed
        return converse(frames, new LocalAnswers(frames, in));
      }
      return converse(frames, new LocalAnswers(frames, in));
    } catch (IOException e) {
      return new Answer.Lost(String.valueOf(e.getMessage()));
    }
  }

  private Answer converse(FrameStream frames, LocalAnswers answers) throws IOException {
    while (true) {
      @Nullable Frame frame = frames.receive(AS_LONG_AS_IT_TAKES);
      if (frame == null) {
        return new Answer.Lost("it closed the connection");
      } else if (frame instanceof Frame.Out part) {
        print(out, part.bytes());
      } else if (frame instanceof Frame.Err part) {
        print(err, part.bytes());
      } else if (frame instanceof Frame.Exit exit) {
        return new Answer.Ended(exit.code());
      } else if (frame instanceof Frame.Refused refused) {
        return new Answer.Refused(refused.reason(), refused.text());
      } else if (!answers.answer(frame)) {
        return new Answer.Lost("it sent what only a client sends");
      }
    }
  }

  /** Whoever reads the output may go away; that must not stop the command halfway. */
  private static void print(OutputStream stream, byte[] bytes) {
    try {
      stream.write(bytes);
      stream.flush();
    } catch (IOException e) {
      return; // the stream remembers, and its owner tells at the end
    }
  }
}
