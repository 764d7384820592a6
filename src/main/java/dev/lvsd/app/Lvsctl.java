package dev.lvsd.app;

/** The main of {@code lvsctl}. */
public final class Lvsctl {
  private Lvsctl() {}

  /**
   * Starts the client.
   *
   * @param args command line
   */
  public static void main(String[] args) {
    System.out.println("lvsctl");
  }
}
