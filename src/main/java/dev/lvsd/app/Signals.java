package dev.lvsd.app;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * What the daemon does when it gets a signal. By reflection, because javac warns of these classes
 * in a way that nothing switches off. On a Java without them each signal ends the process at once,
 * which costs the last line of the log: whatever ends lvsd, what it kept stays.
 */
final class Signals {
  private Signals() {}

  /** SIGTERM and SIGINT; the process does not end by itself. */
  static void onEnd(Runnable action) {
    handle("TERM", action);
    handle("INT", action);
  }

  /** SIGHUP. */
  static void onHangUp(Runnable action) {
    handle("HUP", action);
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                  return null;
                }
                return answer(proxy, method, args);
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger("lvsd")
          .log(System.Logger.Level.DEBUG, "SIG" + name + " is not handled: " + e.getMessage());
    }
  }

  /** The methods that every object has. */
  private static Object answer(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == args[0];
      default -> "handler of signals";
    };
  }
}
