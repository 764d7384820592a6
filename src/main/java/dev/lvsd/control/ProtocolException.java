package dev.lvsd.control;

import java.io.IOException;

/** The other side sent what cannot be a message. */
final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super(message);
  }
}
