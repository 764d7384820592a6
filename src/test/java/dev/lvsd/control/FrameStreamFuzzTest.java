package dev.lvsd.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/** Whatever bytes a client sends: messages come out, or one of two exceptions, and it ends. */
class FrameStreamFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyBytes(byte[] bytes) throws IOException {
    FrameStream stream = new FrameStream(new MemoryWire(bytes, 7));
    try {
      for (Frame frame = stream.receive(Duration.ofSeconds(1));
          frame != null;
          frame = stream.receive(Duration.ofSeconds(1))) {
        assertThat(FrameCodec.encode(frame).remaining()).isLessThan(3 * FrameCodec.LONGEST);
      }
    } catch (EOFException | ProtocolException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
