package dev.lvsd.control;

import static java.util.Objects.requireNonNull;

/** One message on the control socket. {@link FrameCodec} has the bytes. */
sealed interface Frame {
  /**
   * A command line; the first message of a client, and the only one that it sends unasked.
   *
   * @param protocol version that the client speaks
   * @param request what was typed, and where
   */
  record Hello(int protocol, Request request) implements Frame {
    /** Refuses null. */
    public Hello {
      requireNonNull(request, "request");
    }
  }

  /**
   * A part of what was asked for.
   *
   * @param bytes one or more; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Data(byte[] bytes) implements Frame {}

  /** All of what was asked for has been sent. */
  record End() implements Frame {}

  /**
   * What was asked for cannot be had.
   *
   * @param reason what a program can tell apart
   * @param text what the system said
   */
  record Failure(Reason reason, String text) implements Frame {
    /** Why a file cannot be read. */
    enum Reason {
      OTHER,
      NO_SUCH_FILE,
      ACCESS_DENIED,
      NOT_DIRECTORY
    }
  }

  /**
   * A part of standard output.
   *
   * @param bytes one or more; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Out(byte[] bytes) implements Frame {}

  /**
   * A part of standard error.
   *
   * @param bytes one or more; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Err(byte[] bytes) implements Frame {}

  /**
   * The command has ended; the last message.
   *
   * @param code exit code
   */
  record Exit(int code) implements Frame {}

  /**
   * The command is not run; the last message.
   *
   * @param reason what a program can tell apart
   * @param text what a person should know and try
   */
  record Refused(Refusal reason, String text) implements Frame {}

  /**
   * Asks for the content of a file.
   *
   * @param path as it was named
   * @param limit so many bytes at most
   */
  record ReadFile(String path, int limit) implements Frame {}

  /**
   * Asks for the next bytes of standard input.
   *
   * @param limit so many bytes at most
   */
  record ReadInput(int limit) implements Frame {}

  /**
   * Asks for the names of the files in a directory, each followed by a zero byte.
   *
   * @param path as it was named
   */
  record ListFiles(String path) implements Frame {}
}
