package dev.lvsd.state;

import dev.lvsd.model.SavedDirector;
import dev.lvsd.model.ServerSpec;
import dev.lvsd.model.ServiceSpec;
import dev.lvsd.model.SyncDaemon;
import dev.lvsd.model.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@link ReloadFile}.
 *
 * <pre>
 * lvsd-reload 1
 * timeouts 900 120 300
 * module ip_vs_wrr
 * sysctl net.ipv4.vs.sync_threshold 3 50
 * daemon role=master interface=eth1 id=7 length=1472 group=224.0.0.81 port=8848 ttl=1
 * service scheduler=mh flags=FALLBACK,PORT persistence=300 netmask=-256 engine=sip key=udp 10.0.0.1:53
 * server address=10.1.0.1 port=53 forwarding=TUNNEL weight=1 upper=0 lower=0 tunnel=GUE,6080,FULL
 * crc32c 1a2b3c4d
 * </pre>
 */
final class SavedDirectorText {
  private static final String HEADER = "lvsd-reload 1";

  private SavedDirectorText() {}

  static byte[] write(SavedDirector director) {
    List<String> lines = new ArrayList<>();
    Timeouts timeouts = director.timeouts();
    lines.add(
        "timeouts %d %d %d"
            .formatted(timeouts.tcpSeconds(), timeouts.tcpFinSeconds(), timeouts.udpSeconds()));
    director.modules().forEach(module -> lines.add("module " + module));
    director.sysctls().forEach((name, value) -> lines.add("sysctl " + name + " " + value));
    director.syncDaemons().forEach(daemon -> lines.add("daemon " + SpecText.write(daemon)));
    for (SavedDirector.Service service : director.services()) {
      lines.add("service " + SpecText.write(service.spec()));
      service.servers().forEach(server -> lines.add("server " + SpecText.write(server)));
    }
    return SealedText.write(HEADER, lines);
  }

  static SavedDirector read(byte[] content) throws DamagedException {
    Reading reading = new Reading();
    for (String line : SealedText.read(HEADER, content)) {
      try {
        reading.line(line);
      } catch (IllegalArgumentException e) {
        throw new DamagedException("has a line that means nothing: " + e.getMessage());
      }
    }
    return reading.director();
  }

  private static final class Reading {
    private final List<SavedDirector.Service> services = new ArrayList<>();
    private final List<SyncDaemon> daemons = new ArrayList<>();
    private final Map<String, String> sysctls = new TreeMap<>();
    private final List<String> modules = new ArrayList<>();
    private final List<ServerSpec> servers = new ArrayList<>();
    private @Nullable ServiceSpec service;
    private Timeouts timeouts = new Timeouts(0, 0, 0);

    void line(String line) {
      int blank = line.indexOf(' ');
      String rest = line.substring(blank + 1);
      switch (blank < 0 ? line : line.substring(0, blank)) {
        case "timeouts" -> timeouts = timeouts(rest.split(" ", -1));
        case "module" -> modules.add(rest);
        case "sysctl" -> sysctl(rest);
        case "daemon" -> daemons.add(SpecText.daemon(rest));
        case "service" -> {
          end();
          service = SpecText.service(rest);
        }
        case "server" -> servers.add(SpecText.server(rest));
        default -> throw new IllegalArgumentException("'" + line + "'");
      }
    }

    private static Timeouts timeouts(String[] words) {
      if (words.length != 3) {
        throw new IllegalArgumentException("expected three time-outs");
      }
      return new Timeouts(
          Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    private void sysctl(String text) {
      int blank = text.indexOf(' ');
      if (blank < 1) {
        throw new IllegalArgumentException("sysctl '" + text + "' has no value");
      }
      sysctls.put(text.substring(0, blank), text.substring(blank + 1));
    }

    private void end() {
      if (service != null) {
        services.add(new SavedDirector.Service(service, servers));
      } else if (!servers.isEmpty()) {
        throw new IllegalArgumentException("a server without a service");
      }
      servers.clear();
      service = null;
    }

    SavedDirector director() throws DamagedException {
      try {
        end();
      } catch (IllegalArgumentException e) {
        throw new DamagedException("has " + e.getMessage());
      }
      return new SavedDirector(services, timeouts, daemons, sysctls, modules);
    }
  }
}
