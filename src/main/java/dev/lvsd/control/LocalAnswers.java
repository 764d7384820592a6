package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads for the daemon what the user's command line names, with the rights and in the working
 * directory of this process.
 */
final class LocalAnswers {
  private final FrameStream frames;
  private final InputStream standardInput;

  LocalAnswers(FrameStream frames, InputStream standardInput) {
    this.frames = frames;
    this.standardInput = standardInput;
  }

  /**
   * Answers a question.
   *
   * @return false if the message is none
   * @throws IOException if the answer could not be sent
   */
  boolean answer(Frame question) throws IOException {
    if (question instanceof Frame.ReadInput read) {
      input(read.limit());
    } else if (question instanceof Frame.ReadFile read) {
      file(read.path(), read.limit());
    } else if (question instanceof Frame.ListFiles list) {
      names(list.path());
    } else {
      return false;
    }
    return true;
  }

  /** One part only: the daemon asks again for the next, so that nothing is read too far. */
  private void input(int limit) throws IOException {
    byte[] buffer = new byte[Math.min(limit, FrameCodec.DATA)];
    int length;
    try {
      length = standardInput.read(buffer);
    } catch (IOException e) {
      send(failure(e));
      return;
    }
    send(length < 0 ? new Frame.End() : new Frame.Data(Arrays.copyOf(buffer, length)));
  }

  private void file(String path, int limit) throws IOException {
    InputStream in;
    try {
      in = Files.newInputStream(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      send(failure(e));
      return;
    }
    try (in) {
      for (int left = limit; left > 0; ) {
        byte[] part;
        try {
          part = in.readNBytes(Math.min(left, FrameCodec.DATA));
        } catch (IOException e) {
          send(failure(e));
          return;
        }
        if (part.length == 0) {
          break;
        }
        send(new Frame.Data(part));
        left -= part.length;
      }
    }
    send(new Frame.End());
  }

  private void names(String path) throws IOException {
    StringBuilder names = new StringBuilder();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Path.of(path), entry -> !Files.isDirectory(entry))) {
      entries.forEach(entry -> names.append(entry.getFileName()).append('\0'));
    } catch (DirectoryIteratorException e) {
      send(failure(e));
      return;
    } catch (IOException | InvalidPathException e) {
      send(failure(e));
      return;
    }
    byte[] bytes = names.toString().getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += FrameCodec.DATA) {
      send(
          new Frame.Data(
              Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + FrameCodec.DATA))));
    }
    send(new Frame.End());
  }

  private static Frame failure(Exception e) {
    Frame.Failure.Reason reason = Frame.Failure.Reason.OTHER;
    if (e instanceof NoSuchFileException) {
      reason = Frame.Failure.Reason.NO_SUCH_FILE;
    } else if (e instanceof AccessDeniedException) {
      reason = Frame.Failure.Reason.ACCESS_DENIED;
    } else if (e instanceof NotDirectoryException) {
      reason = Frame.Failure.Reason.NOT_DIRECTORY;
    }
    return new Frame.Failure(reason, String.valueOf(e.getMessage()));
  }

  private void send(Frame frame) throws IOException {
    frames.send(frame, Protocol.SEND_LIMIT);
  }
}
