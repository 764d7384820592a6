package dev.lvsd.ipvs.kernel;

import dev.lvsd.netlink.AttributeReader;
import dev.lvsd.netlink.AttributeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Attributes as bytes, for tests; those written down are of a little-endian machine. */
final class Wire {
  /** Requests carry 20 bytes of headers before the attributes. */
  static final int HEADERS = 20;

  private Wire() {}

  /** What is written, in hexadecimal. */
  static String hex(Consumer<AttributeWriter> content) {
    ByteBuffer buffer = written(content);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Reads what was written. */
  static AttributeReader reread(Consumer<AttributeWriter> content) {
    return AttributeReader.of(written(content));
  }

  /** Reads bytes given in hexadecimal; blanks do not count. */
  static AttributeReader read(String hex) {
    return AttributeReader.of(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  /**
   * An answer that was recorded from a real kernel.
   *
   * @param kernel {@code 6.1}, which pads 64-bit numbers, or {@code 7.2}
   * @param name first word of the line
   */
  static AttributeReader recorded(String kernel, String name) {
    String file = "answers-" + kernel + ".txt";
    try (InputStream in = Wire.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> read(line.substring(name.length())))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }

  private static ByteBuffer written(Consumer<AttributeWriter> content) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    content.accept(AttributeWriter.to(buffer));
    return buffer.flip();
  }
}
