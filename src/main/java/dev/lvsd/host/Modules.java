package dev.lvsd.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lvsd.diag.Blame;
import dev.lvsd.model.ModulePresence;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The modules of the running kernel. Names have underscores, as the kernel itself has them; files
 * may have dashes.
 */
final class Modules {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String MODPROBE = "/sbin/modprobe";
  private static final String RMMOD = "/sbin/rmmod";

  private final Path loaded;
  private final Path installed;
  private final Programs programs;

  Modules(HostPaths paths, Programs programs) {
    this.loaded = paths.loaded();
    this.installed = paths.installed();
    this.programs = programs;
  }

  /** Where each of some modules is. */
  Map<String, ModulePresence> presence(Collection<String> names) {
    Map<String, ModulePresence> found = new TreeMap<>();
    Set<String> unknown = new TreeSet<>();
    for (String name : names) {
      Path directory = loaded.resolve(name);
      if (isLoaded(name)) {
        found.put(name, ModulePresence.LOADED);
      } else if (Files.isDirectory(directory) && !Files.exists(directory.resolve("initstate"))) {
        found.put(name, ModulePresence.BUILT_IN); // has parameters or a version to show
      } else {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      Set<String> builtIn = listed("modules.builtin", unknown);
      Set<String> loadable = listed("modules.dep", unknown);
      for (String name : unknown) {
        found.put(
            name,
            builtIn.contains(name)
                ? ModulePresence.BUILT_IN
                : loadable.contains(name) ? ModulePresence.LOADABLE : ModulePresence.ABSENT);
      }
    }
    return found;
  }

  /** The value of a parameter of a module that is active. */
  Optional<String> parameter(String module, String name) {
    return text(loaded.resolve(module).resolve("parameters").resolve(name));
  }

  /** Loaded modules that use a module directly, in the order of names. */
  List<String> users(String module) {
    Path holders = loaded.resolve(module).resolve("holders");
    try (Stream<Path> list = Files.list(holders)) {
      return list.map(each -> String.valueOf(each.getFileName())).sorted().toList();
    } catch (IOException e) {
      return List.of(); // not loaded, or built in
    }
  }

  /** Loads a module, and what it needs; done if it is active already. */
  void load(HostCommand.LoadModule command, List<String> options) {
    String name = checked(command.module(), command);
    ModulePresence presence = presence(Set.of(name)).getOrDefault(name, ModulePresence.ABSENT);
    if (presence.isActive()) {
      return;
    }
    List<String> line = new ArrayList<>(List.of(MODPROBE, "--", name));
    line.addAll(options);
    Programs.Result result = programs.run(line, LIMIT);
    if (!result.succeeded()) {
      throw failure(
          command,
          presence == ModulePresence.ABSENT
              ? "the running kernel has no such module below " + installed + said(result)
              : "modprobe failed" + said(result) + "; dmesg may say more");
    }
  }

  /** Unloads a module after those that use it; done if it is not loaded. */
  void unload(HostCommand.UnloadModule command) {
    String name = checked(command.module(), command);
    if (!isLoaded(name)) {
      if (presence(Set.of(name)).get(name) == ModulePresence.BUILT_IN) {
        throw failure(command, "it is built into the kernel; only a reboot ends it");
      }
      return;
    }
    List<String> line = new ArrayList<>(List.of(RMMOD));
    line.addAll(inOrderOfUnloading(name));
    Programs.Result result = programs.run(line, LIMIT);
    if (!result.succeeded()) {
      throw failure(
          command,
          "rmmod failed"
              + said(result)
              + "; virtual services use it as long as there are any, in any network namespace");
    }
  }

  /** The users of a module, users of these before them, and the module last. */
  List<String> inOrderOfUnloading(String module) {
    Set<String> order = new LinkedHashSet<>();
    addUsersFirst(module, order);
    return List.copyOf(order);
  }

  private void addUsersFirst(String module, Set<String> order) {
    for (String user : users(module)) {
      addUsersFirst(user, order);
    }
    order.add(module);
  }

  private boolean isLoaded(String name) {
    return text(loaded.resolve(name).resolve("initstate")).filter("live"::equals).isPresent();
  }

  /** Which of some modules a list of files names; lines are long, and there are thousands. */
  private Set<String> listed(String list, Set<String> names) {
    Set<String> found = new TreeSet<>();
    try (BufferedReader reader = Files.newBufferedReader(installed.resolve(list), ISO_8859_1)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String name = moduleOf(line);
        if (names.contains(name)) {
          found.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      return found; // a container has no modules of its own
    } catch (IOException e) {
      throw new HostException(
          Blame.HOST, "read " + installed.resolve(list) + ": " + e.getMessage(), e);
    }
    return found;
  }

  /** {@code kernel/net/ipv4/ip-tunnel.ko.xz: …} is {@code ip_tunnel}. */
  static String moduleOf(String line) {
    int colon = line.indexOf(':');
    String path = colon < 0 ? line : line.substring(0, colon);
    String file = path.substring(path.lastIndexOf('/') + 1);
    int suffix = file.indexOf(".ko");
    return (suffix < 0 ? file : file.substring(0, suffix)).replace('-', '_');
  }

  private static String checked(String name, HostCommand command) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
      throw failure(command, "that is no name of a module");
    }
    return name.replace('-', '_');
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, ISO_8859_1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String said(Programs.Result result) {
    return result.said().isEmpty() ? "" : ": " + result.said();
  }

  private static HostException failure(HostCommand command, String reason) {
    return new HostException(Blame.HOST, command.describe() + ": " + reason, null);
  }
}
