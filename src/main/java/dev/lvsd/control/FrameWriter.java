package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Collects the bytes of one message. */
final class FrameWriter {
  private static final int FIRST_CAPACITY = 256;

  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_CAPACITY).position(FrameCodec.HEADER);

  FrameWriter type(int number) throws ProtocolException {
    return u8(number);
  }

  FrameWriter u8(int number) throws ProtocolException {
    room(1).put((byte) number);
    return this;
  }

  FrameWriter u32(int number) throws ProtocolException {
    room(4).putInt(number);
    return this;
  }

  FrameWriter text(String text) throws ProtocolException {
    byte[] encoded = text.getBytes(UTF_8);
    return u32(encoded.length).bytes(encoded);
  }

  FrameWriter bytes(byte[] content) throws ProtocolException {
    room(content.length).put(content);
    return this;
  }

  /** The message with its length in front, ready to be sent. */
  ByteBuffer finish() {
    bytes.flip();
    return bytes.putInt(0, bytes.limit() - FrameCodec.HEADER);
  }

  private ByteBuffer room(int length) throws ProtocolException {
    int needed = bytes.position() + length;
    if (needed - FrameCodec.HEADER > FrameCodec.LONGEST) {
      throw new ProtocolException(
          "a message of more than " + FrameCodec.LONGEST + " bytes cannot be sent");
    }
    if (needed > bytes.capacity()) {
      bytes = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity())).put(bytes.flip());
    }
    return bytes;
  }
}
