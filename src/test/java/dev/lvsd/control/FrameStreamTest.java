package dev.lvsd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameStreamTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  @Property(tries = 300)
  void whatIsSentArrivesHoweverItIsCutIntoPieces(
      @ForAll("frames") List<Frame> sent, @ForAll @IntRange(min = 1, max = 5000) int piece)
      throws IOException {
    FrameStream stream = new FrameStream(new MemoryWire(bytes(sent), piece));

    for (Frame frame : sent) {
      assertThat(stream.receive(SOON)).usingRecursiveComparison().isEqualTo(frame);
    }
    assertThat(stream.receive(SOON)).isNull();
  }

  @Test
  void theLongestMessageArrives() throws IOException {
    Frame frame = new Frame.Out(new byte[FrameCodec.LONGEST - 1]);

    FrameStream stream = new FrameStream(new MemoryWire(bytes(List.of(frame)), 4096));

    assertThat(stream.receive(SOON)).usingRecursiveComparison().isEqualTo(frame);
  }

  @Test
  void aLongerMessageIsNotSent() {
    Frame frame = new Frame.Out(new byte[FrameCodec.LONGEST]);

    assertThatThrownBy(() -> bytes(List.of(frame))).isInstanceOf(ProtocolException.class);
  }

  @Test
  void aLongerMessageIsRefusedBeforeItIsRead() {
    byte[] header = {0x7f, 0, 0, 0};

    FrameStream stream = new FrameStream(new MemoryWire(header, 4));

    assertThatThrownBy(() -> stream.receive(SOON))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("2130706432 bytes");
  }

  @Test
  void halfAMessageIsNone() throws IOException {
    byte[] whole = bytes(List.of(new Frame.Exit(3)));

    FrameStream stream = new FrameStream(new MemoryWire(Arrays.copyOf(whole, 6), 10));

    assertThatThrownBy(() -> stream.receive(SOON)).isInstanceOf(EOFException.class);
  }

  @Test
  void aListThatClaimsMoreThanTheMessageHasIsRefused() throws IOException {
    byte[] hello =
        bytes(List.of(new Frame.Hello(1, request("lvsctl", List.of("a"), "net:[1]", Map.of()))));
    int count = hello.length - 4 - (4 + 1) - 4;
    hello[count] = 0x70;

    FrameStream stream = new FrameStream(new MemoryWire(hello, 100));

    assertThatThrownBy(() -> stream.receive(SOON))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("does not fit");
  }

  private static byte[] bytes(List<Frame> frames) throws IOException {
    MemoryWire wire = new MemoryWire(new byte[0], 1);
    FrameStream stream = new FrameStream(wire);
    for (Frame frame : frames) {
      stream.send(frame, SOON);
    }
    return wire.outgoing();
  }

  @Provide
  Arbitrary<List<Frame>> frames() {
    return frame().list().ofMaxSize(10);
  }

  private static Arbitrary<Frame> frame() {
    Arbitrary<String> text =
        Arbitraries.strings().withCharRange((char) 0, (char) 0xd7ff).ofMaxLength(50);
    Arbitrary<byte[]> bytes =
        Arbitraries.integers().between(0, FrameCodec.DATA).map(length -> filled(length));
    Arbitrary<Integer> limit = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    List<Arbitrary<? extends Frame>> kinds = new ArrayList<>();
    kinds.add(
        Combinators.combine(
                text,
                text.list().ofMaxSize(20),
                text,
                Arbitraries.maps(text, text).ofMaxSize(4),
                Arbitraries.integers())
            .as((a, b, c, d, e) -> new Frame.Hello(e, request(a, b, c, d))));
    kinds.add(bytes.map(Frame.Data::new));
    kinds.add(Arbitraries.just(new Frame.End()));
    kinds.add(
        Combinators.combine(Arbitraries.of(Frame.Failure.Reason.values()), text)
            .as(Frame.Failure::new));
    kinds.add(bytes.map(Frame.Out::new));
    kinds.add(bytes.map(Frame.Err::new));
    kinds.add(Arbitraries.integers().map(Frame.Exit::new));
    kinds.add(Combinators.combine(Arbitraries.of(Refusal.values()), text).as(Frame.Refused::new));
    kinds.add(Combinators.combine(text, limit).as(Frame.ReadFile::new));
    kinds.add(limit.map(Frame.ReadInput::new));
    kinds.add(text.map(Frame.ListFiles::new));
    return Arbitraries.oneOf(kinds).map(frame -> frame);
  }

  private static Request request(
      String program, List<String> arguments, String network, Map<String, String> environment) {
    return new Request(program, arguments, true, false, true, network, environment);
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) length);
    return bytes;
  }
}
