package dev.lvsd.it.guest;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs every test of {@code dev.lvsd.it.kernel} in this JVM and reports each as an {@link Event}.
 */
public final class GuestRunner {
  private static final String PACKAGE = "dev.lvsd.it.kernel";

  private GuestRunner() {}

  /**
   * Runs the tests. Exit code 0 says that the suite ran to its end, not that the tests passed; that
   * is in the events.
   *
   * @param arguments the directory for the events, and optionally a class name in which {@code *}
   *     stands for anything
   * @throws IOException if the events cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    String wanted = arguments.length > 1 ? arguments[1] : "*";
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage(PACKAGE))
            .filters(includeEngines("junit-jupiter"), includeClassNamePatterns(pattern(wanted)))
            .configurationParameter("junit.jupiter.execution.timeout.default", "3 m")
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
            .build();
    try (EventLog log = new EventLog(work.resolve(Event.FILE))) {
      EventListener listener = new EventListener(log);
      LauncherFactory.create().execute(request, listener);
      log.append(new Event(Event.Type.END, "", "", "", 0, ""));
    }
    // threads that a broken test left behind must not hold up the guest
    System.exit(0);
  }

  /** From a class name with wildcards to the regular expression of a full class name. */
  private static String pattern(String wanted) {
    return Stream.of(wanted.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("[^.]*", Pattern.quote(PACKAGE) + "\\.(.*\\.)?", ""));
  }
}
