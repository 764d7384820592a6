package dev.lvsd.cli;

import picocli.CommandLine.Command;

/**
 * {@code lvsctl ipvsadm}, here only to be listed: the main program recognises it before it loads
 * any of this.
 */
@Command(
    name = "ipvsadm",
    description = "As ipvsadm 1.31, byte for byte; its options follow. See: lvsctl ipvsadm -h",
    footer = {
      "  lvsctl ipvsadm -Ln",
      "  ln -s /usr/bin/lvsctl /usr/local/sbin/ipvsadm    for scripts that call it by name"
    })
final class IpvsadmCommand implements Runnable {
  @Override
  public void run() {
    throw new UsageException("ipvsadm is a program of its own; write it right after lvsctl", null);
  }
}
