package dev.lvsd.dataplane.scheduler;

/**
 * SipHash-1-3 of one 32-bit number, as {@code hsiphash()} computes it on 64-bit kernels.
 *
 * @see "lib/siphash.c; Aumasson, Bernstein: SipHash: a fast short-input PRF"
 */
final class SipHash {
  private final long v0;
  private final long v1;
  private final long v2;
  private final long v3;

  /** Both words of the key are the same. */
  SipHash(long key) {
    v0 = 0x736f6d6570736575L ^ key;
    v1 = 0x646f72616e646f6dL ^ key;
    v2 = 0x6c7967656e657261L ^ key;
    v3 = 0x7465646279746573L ^ key;
  }

  /** The lower half of the hash of a number's four bytes, least significant first. */
  int hash(int value) {
    long a = v0;
    long b = v1;
    long c = v2;
    long block = (4L << 56) | (value & 0xffff_ffffL);
    long d = v3 ^ block;
    for (int round = 0; round < 4; round++) {
      a += b;
      b = Long.rotateLeft(b, 13) ^ a;
      a = Long.rotateLeft(a, 32);
      c += d;
      d = Long.rotateLeft(d, 16) ^ c;
      a += d;
      d = Long.rotateLeft(d, 21) ^ a;
      c += b;
      b = Long.rotateLeft(b, 17) ^ c;
      c = Long.rotateLeft(c, 32);
      if (round == 0) {
        a ^= block;
        c ^= 0xff;
      }
    }
    return (int) (a ^ b ^ c ^ d);
  }
}
