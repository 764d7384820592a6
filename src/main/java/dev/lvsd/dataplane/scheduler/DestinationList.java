package dev.lvsd.dataplane.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The real servers of one service, newest first. Owner: the forwarding thread.
 *
 * <p>A ring with a head that is no server, so that a scheduler can stand between the last and the
 * first, as the kernel's list has it; ties and turns depend on that.
 */
public final class DestinationList {
  private final Destination head = new Destination(Accounting.CLASSIC, 0, 0, 0);
  private int size;

  /** An empty list. */
  public DestinationList() {
    head.next = head;
    head.previous = head;
  }

  /** The element that is no server. */
  Destination head() {
    return head;
  }

  /**
   * What follows; the head follows the last.
   *
   * @throws NullPointerException if the element was taken out
   */
  static Destination after(Destination element) {
    return Objects.requireNonNull(element.next, "linked");
  }

  /** The first server, or null. */
  @Nullable Destination first() {
    return next(head);
  }

  /** The server behind an element, or null at the end. */
  @Nullable Destination next(Destination element) {
    Destination next = after(element);
    return next == head ? null : next;
  }

  /**
   * Puts a new server in front.
   *
   * @param destination not in a list
   */
  public void addFirst(Destination destination) {
    Destination second = after(head);
    destination.previous = head;
    destination.next = second;
    second.previous = destination;
    head.next = destination;
    destination.available(true);
    size++;
  }

  /**
   * Takes a server out.
   *
   * @param destination in this list
   * @return what stood before it, to tell the scheduler; may be the head
   */
  public Destination remove(Destination destination) {
    Destination before = Objects.requireNonNull(destination.previous, "linked");
    Destination behind = after(destination);
    before.next = behind;
    behind.previous = before;
    destination.next = null;
    destination.previous = null;
    destination.available(false);
    size--;
    return before;
  }

  /**
   * Number of servers.
   *
   * @return without the head
   */
  public int size() {
    return size;
  }

  /**
   * A copy, for those who have time.
   *
   * @return newest first
   */
  public List<Destination> toList() {
    List<Destination> all = new ArrayList<>(size);
    for (Destination d = first(); d != null; d = next(d)) {
      all.add(d);
    }
    return all;
  }
}
