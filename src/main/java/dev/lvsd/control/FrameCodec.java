package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages as bytes, all numbers in network byte order:
 *
 * <pre>
 * u32 length of what follows, 1 to {@value #LONGEST}
 * u8  type
 *     content: u8 and u32 numbers, text as u32 length and UTF-8, lists as u32 count and elements
 * </pre>
 */
final class FrameCodec {
  /** Bytes of the length. */
  static final int HEADER = 4;

  /** Type and content, in bytes. A longer message is refused before it is read. */
  static final int LONGEST = 64 * 1024;

  /** So many bytes of a file or of output go into one message. */
  static final int DATA = 16 * 1024;

  private static final int HELLO = 1;
  private static final int DATA_TYPE = 2;
  private static final int END = 3;
  private static final int FAILURE = 4;
  private static final int OUT = 16;
  private static final int ERR = 17;
  private static final int EXIT = 18;
  private static final int REFUSED = 19;
  private static final int READ_FILE = 20;
  private static final int READ_INPUT = 21;
  private static final int LIST_FILES = 22;

  private static final int OUT_IS_TERMINAL = 1;
  private static final int ERR_IS_TERMINAL = 2;
  private static final int UNICODE = 4;

  private FrameCodec() {}

  /**
   * A message as bytes.
   *
   * @throws ProtocolException if it is too long
   */
  static ByteBuffer encode(Frame frame) throws ProtocolException {
    FrameWriter out = new FrameWriter();
    if (frame instanceof Frame.Hello hello) {
      encode(hello, out.type(HELLO));
    } else if (frame instanceof Frame.Data data) {
      out.type(DATA_TYPE).bytes(data.bytes());
    } else if (frame instanceof Frame.End) {
      out.type(END);
    } else if (frame instanceof Frame.Failure failure) {
      out.type(FAILURE).text(failure.reason().name()).text(failure.text());
    } else if (frame instanceof Frame.Out part) {
      out.type(OUT).bytes(part.bytes());
    } else if (frame instanceof Frame.Err part) {
      out.type(ERR).bytes(part.bytes());
    } else if (frame instanceof Frame.Exit exit) {
      out.type(EXIT).u32(exit.code());
    } else if (frame instanceof Frame.Refused refused) {
      out.type(REFUSED).text(refused.reason().name()).text(refused.text());
    } else if (frame instanceof Frame.ReadFile read) {
      out.type(READ_FILE).u32(read.limit()).text(read.path());
    } else if (frame instanceof Frame.ReadInput read) {
      out.type(READ_INPUT).u32(read.limit());
    } else if (frame instanceof Frame.ListFiles list) {
      out.type(LIST_FILES).text(list.path());
    }
    return out.finish();
  }

  private static void encode(Frame.Hello hello, FrameWriter out) throws ProtocolException {
    Request line = hello.request();
    out.u32(hello.protocol());
    out.u8(
        (line.outIsTerminal() ? OUT_IS_TERMINAL : 0)
            | (line.errIsTerminal() ? ERR_IS_TERMINAL : 0)
            | (line.unicode() ? UNICODE : 0));
    out.text(line.program()).text(line.networkNamespace());
    out.u32(line.arguments().size());
    for (String argument : line.arguments()) {
      out.text(argument);
    }
    out.u32(line.environment().size());
    for (Map.Entry<String, String> variable : new TreeMap<>(line.environment()).entrySet()) {
      out.text(variable.getKey()).text(variable.getValue());
    }
  }

  /**
   * A message from bytes.
   *
   * @param in type and content, all of it
   * @throws ProtocolException if that is no message
   */
  static Frame decode(ByteBuffer in) throws ProtocolException {
    try {
      Frame frame = decode(in.get() & 0xff, in);
      if (in.hasRemaining()) {
        throw new ProtocolException(in.remaining() + " bytes too many in a message");
      }
      return frame;
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a message ends too early");
    }
  }

  private static Frame decode(int type, ByteBuffer in) throws ProtocolException {
    return switch (type) {
      case HELLO -> hello(in);
      case DATA_TYPE -> new Frame.Data(rest(in));
      case END -> new Frame.End();
      case FAILURE ->
          new Frame.Failure(constant(Frame.Failure.Reason.values(), text(in)), text(in));
      case OUT -> new Frame.Out(rest(in));
      case ERR -> new Frame.Err(rest(in));
      case EXIT -> new Frame.Exit(in.getInt());
      case REFUSED -> new Frame.Refused(constant(Refusal.values(), text(in)), text(in));
      case READ_FILE -> {
        int limit = limit(in);
        yield new Frame.ReadFile(text(in), limit);
      }
      case READ_INPUT -> new Frame.ReadInput(limit(in));
      case LIST_FILES -> new Frame.ListFiles(text(in));
      default -> throw new ProtocolException("no message has type " + type);
    };
  }

  private static Frame hello(ByteBuffer in) throws ProtocolException {
    int protocol = in.getInt();
    int flags = in.get();
    String program = text(in);
    String network = text(in);
    List<String> arguments = new ArrayList<>();
    for (int left = count(in, HEADER); left > 0; left--) {
      arguments.add(text(in));
    }
    Map<String, String> environment = new TreeMap<>();
    for (int left = count(in, 2 * HEADER); left > 0; left--) {
      environment.put(text(in), text(in));
    }
    return new Frame.Hello(
        protocol,
        new Request(
            program,
            arguments,
            (flags & OUT_IS_TERMINAL) != 0,
            (flags & ERR_IS_TERMINAL) != 0,
            (flags & UNICODE) != 0,
            network,
            environment));
  }

  /** A count of elements of at least {@code size} bytes, all of which are in this message. */
  private static int count(ByteBuffer in, int size) throws ProtocolException {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / size) {
      throw new ProtocolException("a list of " + count + " elements does not fit into a message");
    }
    return count;
  }

  private static int limit(ByteBuffer in) throws ProtocolException {
    int limit = in.getInt();
    if (limit < 1) {
      throw new ProtocolException("a part of " + limit + " bytes");
    }
    return limit;
  }

  private static String text(ByteBuffer in) throws ProtocolException {
    return new String(take(in, count(in, 1)), UTF_8);
  }

  private static byte[] rest(ByteBuffer in) {
    return take(in, in.remaining());
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static <E extends Enum<E>> E constant(E[] constants, String name)
      throws ProtocolException {
    for (E constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new ProtocolException("no reason is called '" + name + "'");
  }
}
