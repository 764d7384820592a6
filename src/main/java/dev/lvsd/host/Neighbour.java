package dev.lvsd.host;

import dev.lvsd.model.MacAddress;
import java.net.InetAddress;

/**
 * A machine at the other end of an interface, as the kernel knows it.
 *
 * @param index the kernel's number of the interface
 * @param address of the machine, without a zone
 * @param mac what it answered when it was asked for; it may have gone since
 */
public record Neighbour(int index, InetAddress address, MacAddress mac) {}
