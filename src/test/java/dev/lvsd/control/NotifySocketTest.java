package dev.lvsd.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the socket that a service manager would have. */
class NotifySocketTest {
  @TempDir Path directory;

  private static UnixDatagramChannel manager(String path) throws IOException {
    UnixDatagramChannel channel = UnixDatagramChannel.open();
    channel.setOption(UnixSocketOptions.SO_RCVTIMEO, (int) Duration.ofSeconds(10).toMillis());
    return channel.bind(new UnixSocketAddress(path));
  }

  private static String next(UnixDatagramChannel manager) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1024);
    manager.receive(buffer);
    return UTF_8.decode(buffer.flip()).toString();
  }

  @Test
  void saysEachStateInOneMessage() throws IOException {
    String path = directory.resolve("notify").toString();
    try (UnixDatagramChannel manager = manager(path)) {
      NotifySocket socket = new NotifySocket(path);
      socket.send("READY=1");
      socket.send("STATUS=keeps the director as it was applied\nWATCHDOG=1");
      assertThat(next(manager)).isEqualTo("READY=1");
      assertThat(next(manager))
          .isEqualTo("STATUS=keeps the director as it was applied\nWATCHDOG=1");
    }
  }

  @Test
  void findsASocketWithAnAbstractName() throws IOException {
    String name = "lvsd-test-" + ProcessHandle.current().pid();
    try (UnixDatagramChannel manager = manager("\0" + name)) {
      new NotifySocket("@" + name).send("STOPPING=1");
      assertThat(next(manager)).isEqualTo("STOPPING=1");
    }
  }

  @Test
  void goesOnWhereNobodyListens() {
    new NotifySocket(directory.resolve("nobody").toString()).send("READY=1");
    assertThat(directory.resolve("nobody")).doesNotExist();
  }
}
