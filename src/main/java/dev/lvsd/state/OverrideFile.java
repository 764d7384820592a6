package dev.lvsd.state;

import dev.lvsd.model.Endpoint;
import dev.lvsd.model.ServerKey;
import dev.lvsd.model.ServerOverride;
import dev.lvsd.model.ServerOverride.Drain;
import dev.lvsd.model.ServerOverride.End;
import dev.lvsd.model.ServerOverride.Then;
import dev.lvsd.model.ServiceKey;
import dev.lvsd.model.ServiceKeys;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The text of the file of overrides: for each server a line with its service, its own address, its
 * weight and its drain, in fields with a tab between. What is not said is a dash.
 *
 * <pre>
 * lvsd-overrides 1
 * tcp 10.0.0.1:80  10.2.0.11:80  5  -
 * tcp 10.0.0.1:80  10.2.0.12:80  -  remove 2026-11-20T11:36:10Z 2026-11-20T11:46:10Z 120 - -
 * crc32c 1a2b3c4d
 * </pre>
 *
 * A drain is: what happens then, start, deadline, connections at the start, end, connections at the
 * end.
 */
final class OverrideFile {
  private static final String HEADER = "lvsd-overrides 1";
  private static final String NOTHING = "-";

  private OverrideFile() {}

  static byte[] write(List<ServerOverride> overrides) {
    List<String> lines = new ArrayList<>();
    for (ServerOverride override : overrides) {
      OptionalInt weight = override.weight();
      lines.add(
          String.join(
              "\t",
              override.service().toString(),
              override.server().toString(),
              weight.isPresent() ? Integer.toString(weight.getAsInt()) : NOTHING,
              override.drain().map(OverrideFile::drain).orElse(NOTHING)));
    }
    return SealedText.write(HEADER, lines);
  }

  static List<ServerOverride> read(byte[] content) throws DamagedException {
    List<ServerOverride> overrides = new ArrayList<>();
    for (String line : SealedText.read(HEADER, content)) {
      try {
        overrides.add(override(line));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new DamagedException("has a line that cannot be read: " + e.getMessage());
      }
    }
    return overrides;
  }

  private static ServerOverride override(String line) {
    String[] fields = parts(line, "\t", 4);
    ServiceKey service = ServiceKeys.parse(fields[0]);
    Endpoint server = Endpoint.parse(fields[1]);
    return new ServerOverride(
        service,
        new ServerKey(server.address(), server.port()),
        fields[2].equals(NOTHING)
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(fields[2])),
        fields[3].equals(NOTHING) ? Optional.empty() : Optional.of(drain(fields[3])));
  }

  private static String drain(Drain drain) {
    return String.join(
        " ",
        drain.then().name().toLowerCase(Locale.ROOT),
        drain.started().toString(),
        drain.deadline().map(Instant::toString).orElse(NOTHING),
        Long.toString(drain.connections()),
        drain.end().map(end -> end.time().toString()).orElse(NOTHING),
        drain.end().map(end -> Long.toString(end.open())).orElse(NOTHING));
  }

  private static Drain drain(String field) {
    String[] words = parts(field, " ", 6);
    Optional<Instant> ended = instant(words[4]);
    return new Drain(
        Instant.parse(words[1]),
        instant(words[2]),
        Then.valueOf(words[0].toUpperCase(Locale.ROOT)),
        Long.parseLong(words[3]),
        ended.map(time -> new End(time, Long.parseLong(words[5]))));
  }

  private static Optional<Instant> instant(String word) {
    return word.equals(NOTHING) ? Optional.empty() : Optional.of(Instant.parse(word));
  }

  private static String[] parts(String text, String separator, int count) {
    String[] parts = text.split(separator, -1);
    if (parts.length != count) {
      throw new IllegalArgumentException("'" + text + "': expected " + count + " parts");
    }
    return parts;
  }
}
