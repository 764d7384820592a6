package dev.lvsd.app;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** What the daemon does when it gets a signal. */
final class Signals {
  private Signals() {}

  /** SIGTERM and SIGINT: the process ends when the action has. */
  static void onEnd(Runnable action) {
    Runtime.getRuntime().addShutdownHook(new Thread(action, "end"));
  }

  /**
   * SIGHUP. By reflection, because javac warns of these classes in a way that nothing switches off;
   * on a Java without them SIGHUP ends the process, as SIGTERM does.
   */
  static void onHangUp(Runnable action) {
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
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handling);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger("lvsd")
          .log(System.Logger.Level.DEBUG, "SIGHUP is not handled: " + e.getMessage());
    }
  }

  /** The methods that every object has. */
  private static Object answer(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == args[0];
      default -> "handler of SIGHUP";
    };
  }
}
