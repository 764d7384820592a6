package dev.lvsd.advise;

/**
 * What a look-up costs in a hash table with chains, if the hash spreads well: the number of entries
 * in a bucket then has a Poisson distribution.
 *
 * @param mean entries per bucket
 * @param buckets how many there are
 */
public record Chains(double mean, long buckets) {
  /** Refuses a table without buckets. */
  public Chains {
    if (!(mean >= 0) || buckets < 1) {
      throw new IllegalArgumentException(mean + " entries in each of " + buckets + " buckets");
    }
  }

  /**
   * Entries over buckets.
   *
   * @param entries places that are taken
   * @param buckets at least 1
   * @return the chains to expect
   */
  public static Chains of(long entries, long buckets) {
    return new Chains((double) entries / buckets, buckets);
  }

  /**
   * Entries that are looked at for a packet of a known connection, on average.
   *
   * @return 1 and half of the other entries in its chain
   */
  public double comparedWhenFound() {
    return 1 + mean / 2;
  }

  /**
   * Entries that are looked at for the first packet of a connection, on average.
   *
   * @return the whole chain
   */
  public double comparedWhenNew() {
    return mean;
  }

  /**
   * Part of the buckets that have a chain of some length.
   *
   * @param length 0 for empty buckets
   * @return 0 to 1
   */
  public double share(int length) {
    double logarithm = -mean;
    for (int i = 1; i <= length; i++) {
      logarithm += Math.log(mean / i);
    }
    return Math.exp(logarithm);
  }

  /**
   * The longest chain to expect.
   *
   * @return the largest length of which there is one bucket at least, on average
   */
  public int longest() {
    int length = (int) Math.floor(mean);
    while (share(length + 1) * buckets >= 1) {
      length++;
    }
    return length;
  }
}
