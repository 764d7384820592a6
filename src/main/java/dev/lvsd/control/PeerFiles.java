package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the client for what it can read. One question at a time. */
final class PeerFiles {
  /** Longer files are cut off there; a definition is refused long before. */
  private static final int LARGEST_FILE = 64 << 20;

  /** Names of the files of one directory, together. */
  private static final int LONGEST_LIST = 4 << 20;

  private static final Pattern NAME_END = Pattern.compile("\0", Pattern.LITERAL);

  private final FrameStream frames;
  private final Input input = new Input();

  PeerFiles(FrameStream frames) {
    this.frames = frames;
  }

  InputStream open(String path) throws IOException {
    ask(new Frame.ReadFile(path, LARGEST_FILE));
    return new Parts(path);
  }

  InputStream input() {
    return input;
  }

  List<String> list(String path) throws IOException {
    ask(new Frame.ListFiles(path));
    try (InputStream in = new Parts(path)) {
      byte[] names = in.readNBytes(LONGEST_LIST);
      return NAME_END
          .splitAsStream(new String(names, UTF_8))
          .filter(name -> !name.isEmpty())
          .toList();
    }
  }

  private void ask(Frame question) throws IOException {
    frames.send(question, Protocol.SEND_LIMIT);
  }

  /** The next part of an answer; null at its end. */
  private byte @Nullable [] part(String path, Duration limit) throws IOException {
    @Nullable Frame frame = frames.receive(limit);
    if (frame == null) {
      throw new EOFException("the client has closed");
    } else if (frame instanceof Frame.Data data) {
      return data.bytes();
    } else if (frame instanceof Frame.End) {
      return null;
    } else if (frame instanceof Frame.Failure failure) {
      throw switch (failure.reason()) {
        case NO_SUCH_FILE -> new NoSuchFileException(path);
        case ACCESS_DENIED -> new AccessDeniedException(path);
        case NOT_DIRECTORY -> new NotDirectoryException(path);
        case OTHER -> new IOException(failure.text());
      };
    }
    throw new ProtocolException("a client cannot send " + frame.getClass().getSimpleName());
  }

  /** An answer in parts, of which the first has been waited for. */
  private final class Parts extends InputStream {
    private final String path;
    private byte @Nullable [] part;
    private int at;
    private int left;

    Parts(String path) throws IOException {
      this.path = path;
      this.left = LARGEST_FILE;
      this.part = part(path, Protocol.FILE_LIMIT);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (part != null && at == part.length) {
        next();
      }
      if (part == null) {
        return -1;
      }
      int count = Math.min(length, part.length - at);
      System.arraycopy(part, at, into, from, count);
      at += count;
      return count;
    }

    private void next() throws IOException {
      left -= part == null ? 0 : part.length;
      if (left < 0) {
        throw new ProtocolException("the client sent more than it was asked for");
      }
      part = part(path, Protocol.FILE_LIMIT);
      at = 0;
    }

    /** What is still under way would be taken for the answer to the next question. */
    @Override
    public void close() throws IOException {
      while (part != null) {
        next();
      }
    }
  }

  /** Standard input: asks for each part, so that nothing is read that nobody wants. */
  private final class Input extends InputStream {
    private byte[] part = new byte[0];
    private int at;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at == part.length && !ended) {
        ask(new Frame.ReadInput(FrameCodec.DATA));
        byte @Nullable [] next = part("standard input", Protocol.INPUT_LIMIT);
        ended = next == null;
        part = next == null ? new byte[0] : next;
        at = 0;
      }
      if (ended) {
        return -1;
      }
      int count = Math.min(length, part.length - at);
      System.arraycopy(part, at, into, from, count);
      at += count;
      return count;
    }
  }
}
