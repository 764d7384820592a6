package dev.lvsd.remote;

/**
 * One thing that is done on a machine. Its words are for people, its command is for a POSIX shell;
 * everything in a command that is not fixed has gone through {@link ShellWord}, or is a number.
 */
sealed interface ServerStep {
  /** In the words of an operator. */
  String text();

  /** Succeeds or fails as a whole. */
  String command();

  /**
   * Remembers, before anything of it is done. Not shown: it is how lvsd works, not what it does.
   */
  record WriteManifest(Manifest manifest) implements ServerStep {
    @Override
    public String text() {
      return "write " + Manifest.PATH;
    }

    @Override
    public String command() {
      return new HostFile(Manifest.PATH, HostFile.Form.TEXT, manifest.write())
          .writeThroughCommand();
    }
  }

  /** Forgets, when everything is taken back. */
  record RemoveManifest() implements ServerStep {
    @Override
    public String text() {
      return "remove " + Manifest.PATH;
    }

    @Override
    public String command() {
      // what an interrupted write left behind goes as well
      return "rm -f %1$s %1$s.lvsd-new %2$s.lvsd-new && rmdir %3$s"
          .formatted(Manifest.PATH, BootFiles.PROGRAM, Manifest.DIRECTORY);
    }
  }

  /** Changes a setting. */
  record SetSysctl(Sysctl sysctl, int from, int to) implements ServerStep {
    @Override
    public String text() {
      return "set " + sysctl + " from " + from + " to " + to;
    }

    @Override
    public String command() {
      return "printf '%s\\n' " + to + " > " + ShellWord.quote(sysctl.path());
    }
  }

  /** Makes the end of a tunnel; it passes nothing yet. */
  record AddTunnel(TunnelDevice device) implements ServerStep {
    @Override
    public String text() {
      return "make tunnel interface " + device;
    }

    @Override
    public String command() {
      return device.addCommand();
    }
  }

  /** Lets a tunnel through, with a reverse-path filter that knows that answers leave elsewhere. */
  record OpenTunnel(TunnelDevice device) implements ServerStep {
    /** The answer need not leave by the tunnel; the kernel takes the greater of this and all's. */
    static final int LOOSE = 2;

    @Override
    public String text() {
      return "bring up " + device.name() + (device.carriesIpv4() ? " with rp_filter 2" : "");
    }

    @Override
    public String command() {
      String up = "ip link set " + ShellWord.quote(device.name()) + " up";
      Sysctl filter = new Sysctl(device.name(), Sysctl.Name.RP_FILTER);
      return device.carriesIpv4() ? new SetSysctl(filter, 0, LOOSE).command() + " && " + up : up;
    }
  }

  /** Takes the end of a tunnel away. */
  record RemoveTunnel(String device) implements ServerStep {
    @Override
    public String text() {
      return "remove tunnel interface " + device;
    }

    @Override
    public String command() {
      return "ip link del " + ShellWord.quote(device);
    }
  }

  /** Takes GUE off at a port. */
  record AddPort(FouPort port) implements ServerStep {
    @Override
    public String text() {
      return "open " + port;
    }

    @Override
    public String command() {
      return port.addCommand();
    }
  }

  /** Leaves a port alone again. */
  record RemovePort(FouPort port) implements ServerStep {
    @Override
    public String text() {
      return "close " + port;
    }

    @Override
    public String command() {
      return port.removeCommand();
    }
  }

  /** Makes a virtual address one of the machine's own. */
  record AddVip(Place place) implements ServerStep {
    @Override
    public String text() {
      return "add " + place.cidr() + " to " + place.device();
    }

    @Override
    public String command() {
      return "ip address add "
          + ShellWord.quote(place.cidr())
          + " dev "
          + ShellWord.quote(place.device());
    }
  }

  /** Takes a virtual address away. */
  record RemoveVip(Place place) implements ServerStep {
    @Override
    public String text() {
      return "remove " + place.cidr() + " from " + place.device();
    }

    @Override
    public String command() {
      return "ip address del "
          + ShellWord.quote(place.cidr())
          + " dev "
          + ShellWord.quote(place.device());
    }
  }

  /** Keeps settings over a restart. */
  record WriteFile(HostFile file) implements ServerStep {
    @Override
    public String text() {
      return "write " + file.path();
    }

    @Override
    public String command() {
      return file.writeCommand();
    }
  }

  /** No longer keeps settings over a restart. */
  record RemoveFile(String path) implements ServerStep {
    @Override
    public String text() {
      return "remove " + path;
    }

    @Override
    public String command() {
      return "rm -f " + ShellWord.quote(path);
    }
  }
}
