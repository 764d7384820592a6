package dev.lvsd.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.reader.StreamReader;

/** From the bytes of a file to text that a YAML parser takes: UTF-8 without control characters. */
final class SourceText {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private SourceText() {}

  /**
   * Decodes a whole file.
   *
   * @param bytes UTF-8, with or without a byte order mark
   * @return the text, without the byte order mark
   * @throws UnreadableException naming the first place that is wrong
   */
  static String decode(byte[] bytes) {
    if (isPlainAscii(bytes)) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    refuseOtherEncodings(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(in)
              .toString();
    } catch (CharacterCodingException e) {
      throw notUtf8(bytes, in.position());
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    refuseControlCharacters(text);
    return text;
  }

  /** Nearly every definition is; the way through a decoder takes three times its memory. */
  private static boolean isPlainAscii(byte[] bytes) {
    for (byte b : bytes) {
      if ((b < ' ' || b == 0x7f) && b != '\n') {
        return false;
      }
    }
    return true;
  }

  private static void refuseOtherEncodings(byte[] bytes) {
    if (bytes.length >= 2) {
      int mark = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
      if (mark == 0xfeff || mark == 0xfffe) {
        throw new UnreadableException(1, 1, "is UTF-16, not UTF-8", "save the file as UTF-8");
      }
    }
  }

  private static UnreadableException notUtf8(byte[] bytes, int offset) {
    CharBuffer before =
        StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, Math.min(offset, bytes.length)));
    String value =
        offset < bytes.length ? String.format("byte 0x%02x", bytes[offset] & 0xff) : "the end";
    return at(before, before.length(), value + " is not UTF-8", "save the file as UTF-8");
  }

  private static void refuseControlCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= ' ' && c < 0x7f) || c == '\n') {
        continue;
      }
      int codePoint = text.codePointAt(i);
      if (!StreamReader.isPrintable(codePoint) || c == BYTE_ORDER_MARK) {
        throw at(text, i, String.format("character U+%04X is not allowed", codePoint), "remove it");
      }
      i += Character.charCount(codePoint) - 1;
    }
  }

  private static UnreadableException at(CharSequence text, int index, String message, String hint) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int column = Character.codePointCount(text, lineStart, index) + 1;
    return new UnreadableException(line, column, message, hint);
  }
}
