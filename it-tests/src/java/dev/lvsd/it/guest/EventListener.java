package dev.lvsd.it.guest;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Turns what JUnit says into events. Containers appear only when they fail or are skipped. */
final class EventListener implements TestExecutionListener {
  private final EventLog log;
  private final Map<String, Long> startedAtNs = new ConcurrentHashMap<>();
  private TestPlan plan;

  EventListener(EventLog log) {
    this.log = log;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    startedAtNs.put(test.getUniqueId(), System.nanoTime());
    if (test.isTest()) {
      System.out.println("--- " + className(test) + " › " + displayName(test));
      report(Event.Type.STARTED, test, 0, "");
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    report(Event.Type.SKIPPED, test, 0, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Long started = startedAtNs.remove(test.getUniqueId());
    long millis = started == null ? 0 : (System.nanoTime() - started) / 1_000_000;
    if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      if (test.isTest()) {
        report(Event.Type.PASSED, test, millis, "");
      }
      return;
    }
    String trace = result.getThrowable().map(EventListener::trace).orElse("no reason was given");
    System.out.println("FAILED " + className(test) + " › " + displayName(test) + "\n" + trace);
    report(Event.Type.FAILED, test, millis, result.getStatus() + ": " + trace);
  }

  private void report(Event.Type type, TestIdentifier test, long millis, String detail) {
    log.append(
        new Event(type, test.getUniqueId(), className(test), displayName(test), millis, detail));
  }

  /** With the name of the method before it where the test is one of several invocations. */
  private String displayName(TestIdentifier test) {
    boolean method = test.getSource().filter(MethodSource.class::isInstance).isPresent();
    // JUnit shows the types of the parameters, which nobody needs
    String name =
        method ? test.getDisplayName().replaceAll("\\([^()]*\\)$", "") : test.getDisplayName();
    return plan.getParent(test)
        .filter(parent -> parent.getSource().filter(MethodSource.class::isInstance).isPresent())
        .map(parent -> displayName(parent) + " " + name)
        .orElse(name);
  }

  private static String className(TestIdentifier test) {
    String name =
        test.getSource()
            .map(
                source ->
                    source instanceof MethodSource method
                        ? method.getClassName()
                        : source instanceof ClassSource type ? type.getClassName() : "")
            .orElse("");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
