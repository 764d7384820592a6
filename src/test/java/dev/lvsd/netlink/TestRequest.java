package dev.lvsd.netlink;

import java.util.function.Consumer;

/** A request of a family that does not exist. */
record TestRequest(int command, Consumer<AttributeWriter> attributes) implements GenericRequest {
  static final int FAMILY = 28;

  static TestRequest numbered(int number) {
    return new TestRequest(1, out -> out.u32(1, number));
  }

  static TestRequest empty(int command) {
    return new TestRequest(command, out -> {});
  }

  /** The number that {@link #numbered} put in. */
  static int number(AttributeReader reader) {
    reader.next();
    return (int) reader.u32();
  }

  @Override
  public int family() {
    return FAMILY;
  }

  @Override
  public void encode(AttributeWriter out) {
    attributes.accept(out);
  }

  @Override
  public String describe() {
    return "do test command " + command;
  }
}
