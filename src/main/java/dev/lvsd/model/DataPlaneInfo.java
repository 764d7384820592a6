package dev.lvsd.model;

/**
 * What a data plane says of itself.
 *
 * @param version the IPVS version, {@code 0x010201} is 1.2.1
 * @param connectionTableSize number of hash buckets now; kernels from 7.1 grow and shrink it and
 *     say 0 before the first service
 */
public record DataPlaneInfo(int version, long connectionTableSize) {
  /**
   * The version in its usual form.
   *
   * @return for example {@code 1.2.1}
   */
  public String versionText() {
    return ((version >> 16) & 0xff) + "." + ((version >> 8) & 0xff) + "." + (version & 0xff);
  }
}
