package dev.lvsd.control;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A stream of the client, in parts that fit into a message. */
final class PeerOutput extends OutputStream {
  private final Sink sink;

  PeerOutput(Sink sink) {
    this.sink = sink;
  }

  /** Sends one part. */
  interface Sink {
    /** Sends it. */
    void send(byte[] part) throws IOException;
  }

  @Override
  public void write(int b) throws IOException {
    sink.send(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int at = from; at < from + length; at += FrameCodec.DATA) {
      sink.send(Arrays.copyOfRange(bytes, at, Math.min(from + length, at + FrameCodec.DATA)));
    }
  }
}
