package dev.lvsd.ipvs.kernel;

import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_CONNS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_CPS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_INBPS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_INBYTES;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_INPKTS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_INPPS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_OUTBPS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_OUTBYTES;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_OUTPKTS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_OUTPPS;
import static dev.lvsd.ipvs.kernel.IpvsUapi.IPVS_STATS_ATTR_PAD;

import dev.lvsd.model.Statistics;
import dev.lvsd.netlink.AttributeReader;
import org.jspecify.annotations.Nullable;

/**
 * Counters and rates, which come in two forms: STATS64 has 64 bits everywhere; STATS, the only one
 * before Linux 4.1, has 32 bits except for bytes. Both have the same attribute numbers, so the
 * length tells the width.
 *
 * <p>Where the kernel cannot read 64 bits at any address it puts an empty PAD attribute before each
 * such number.
 */
final class StatisticsCodec {
  private StatisticsCodec() {}

  /**
   * Reads the better block of the two; only that one, for statistics are most of what there is to
   * read in a large table.
   *
   * @param narrow before the first attribute of STATS, if there is one
   * @param wide before the first attribute of STATS64, if there is one
   */
  static Statistics read(@Nullable AttributeReader narrow, @Nullable AttributeReader wide) {
    AttributeReader better = wide == null ? narrow : wide;
    return better == null ? Statistics.ZERO : read(better);
  }

  private static Statistics read(AttributeReader in) {
    long[] values = new long[IPVS_STATS_ATTR_PAD];
    long any = 0;
    while (in.next()) {
      int type = in.type();
      if (type >= IPVS_STATS_ATTR_CONNS && type < IPVS_STATS_ATTR_PAD) {
        values[type] = in.length() == Long.BYTES ? in.u64() : in.u32();
        any |= values[type];
      }
    }
    if (any == 0) {
      return Statistics.ZERO; // one for all the servers of a table that has seen no packet
    }
    return new Statistics(
        values[IPVS_STATS_ATTR_CONNS],
        values[IPVS_STATS_ATTR_INPKTS],
        values[IPVS_STATS_ATTR_OUTPKTS],
        values[IPVS_STATS_ATTR_INBYTES],
        values[IPVS_STATS_ATTR_OUTBYTES],
        values[IPVS_STATS_ATTR_CPS],
        values[IPVS_STATS_ATTR_INPPS],
        values[IPVS_STATS_ATTR_OUTPPS],
        values[IPVS_STATS_ATTR_INBPS],
        values[IPVS_STATS_ATTR_OUTBPS]);
  }
}
