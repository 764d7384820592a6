package dev.lvsd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {
  private static final Path FILE =
      Path.of(System.getProperty("lvsd.basedir", "."), "deploy", "schema", "lvsd-v1.schema.json");

  /** Run with {@code -Dlvsd.schema.write=true} to bring the file up to date. */
  @Test
  void theFileInTheRepositoryIsUpToDate() throws IOException {
    String schema = JsonSchema.write();
    if (Boolean.getBoolean("lvsd.schema.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, schema);
    }
    assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
        .as("to write it anew: mvn test -Dtest=JsonSchemaTest -Dlvsd.schema.write=true")
        .isEqualTo(schema);
  }
}
