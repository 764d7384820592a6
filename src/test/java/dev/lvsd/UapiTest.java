package dev.lvsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsd.diag.Errno;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The numbers in Java are those in {@code native-headers/}; whether these are the system's is asked
 * by {@code native-headers/check}.
 */
class UapiTest {
  private static final Path CLASSES = Path.of(System.getProperty("lvsd.basedir"), "target/classes");

  private final NativeHeaders headers = NativeHeaders.read();

  @Test
  void readsTheHeaders() {
    assertThat(headers.constants()).hasSizeGreaterThan(200).containsEntry("IPVS_CMD_FLUSH", 17L);
    assertThat(headers.sizes()).containsEntry("nlmsghdr", 16L).containsEntry("sockaddr_ll", 20L);
  }

  @Test
  void findsEveryUapiClass() {
    assertThat(uapiClasses())
        .extracting(Class::getSimpleName)
        .contains(
            "IpvsUapi",
            "NetlinkUapi",
            "GenericNetlinkUapi",
            "SocketUapi",
            "RouteUapi",
            "PacketUapi");
  }

  @Test
  void hasEveryNumberOfJavaInTheHeaders() {
    Map<String, Object> wrong = new TreeMap<>();
    for (Class<?> type : uapiClasses()) {
      constants(type)
          .forEach(
              (name, value) -> {
                Object declared = headers.lookUp(name);
                if (!value.equals(declared)) {
                  wrong.put(type.getSimpleName() + "." + name, value + ", declared: " + declared);
                }
              });
    }
    assertThat(wrong).as("constants that native-headers/ does not confirm").isEmpty();
  }

  @Test
  void hasEveryNumberOfIpvsInJava() {
    Map<String, Object> java = constants(uapiClass("IpvsUapi"));

    assertThat(headers.constants().entrySet())
        .filteredOn(entry -> entry.getKey().matches("IPVS_.*|IP_VS_.*"))
        .hasSizeGreaterThan(80)
        .allSatisfy(entry -> assertThat(java).contains(entry));
  }

  @Test
  void hasTheSystemsErrorNumbers() {
    constants(Errno.class)
        .forEach((name, value) -> assertThat(headers.lookUp(name)).as(name).isEqualTo(value));
  }

  private static Class<?> uapiClass(String simpleName) {
    return uapiClasses().stream()
        .filter(type -> type.getSimpleName().equals(simpleName))
        .findFirst()
        .orElseThrow();
  }

  private static List<Class<?>> uapiClasses() {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Uapi.class")).toList()) {
        String name = CLASSES.relativize(file).toString().replace('/', '.');
        found.add(Class.forName(name.substring(0, name.length() - ".class".length())));
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError("look for classes in " + CLASSES, e);
    }
    return found;
  }

  /** Numbers as {@code Long}, texts as {@code String}. */
  private static Map<String, Object> constants(Class<?> type) {
    Map<String, Object> found = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        field.setAccessible(true);
        try {
          Object value = field.get(null);
          found.put(field.getName(), value instanceof Number n ? n.longValue() : value);
        } catch (IllegalAccessException e) {
          throw new AssertionError(field.toString(), e);
        }
      }
    }
    return found;
  }
}
