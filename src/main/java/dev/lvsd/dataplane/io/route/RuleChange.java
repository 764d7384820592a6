package dev.lvsd.dataplane.io.route;

import static dev.lvsd.linux.NetlinkUapi.NLM_F_CREATE;
import static dev.lvsd.linux.NetlinkUapi.NLM_F_EXCL;
import static dev.lvsd.linux.RoutingUapi.FRA_GOTO;
import static dev.lvsd.linux.RoutingUapi.FRA_IIFNAME;
import static dev.lvsd.linux.RoutingUapi.FRA_PRIORITY;
import static dev.lvsd.linux.RoutingUapi.FRA_PROTOCOL;
import static dev.lvsd.linux.RoutingUapi.FRA_SRC;
import static dev.lvsd.linux.RoutingUapi.FRA_TABLE;
import static dev.lvsd.linux.RoutingUapi.FR_ACT_GOTO;
import static dev.lvsd.linux.RoutingUapi.FR_ACT_NOP;
import static dev.lvsd.linux.RoutingUapi.FR_ACT_TO_TBL;
import static dev.lvsd.linux.RoutingUapi.RTM_DELRULE;
import static dev.lvsd.linux.RoutingUapi.RTM_NEWRULE;
import static dev.lvsd.linux.RoutingUapi.SIZEOF_FIB_RULE_HDR;

import dev.lvsd.netlink.AttributeWriter;
import dev.lvsd.netlink.RouteRequest;
import java.nio.ByteBuffer;

/**
 * Adds a rule that is not there yet, or removes it.
 *
 * @see "linux/fib_rules.h: struct fib_rule_hdr; net/core/fib_rules.c"
 */
record RuleChange(boolean add, Rule rule) implements RouteRequest {
  @Override
  public int type() {
    return add ? RTM_NEWRULE : RTM_DELRULE;
  }

  @Override
  public int flags() {
    return add ? NLM_F_CREATE | NLM_F_EXCL : 0;
  }

  @Override
  public int headerLength() {
    return SIZEOF_FIB_RULE_HDR;
  }

  @Override
  public void encodeHeader(ByteBuffer out) {
    int action =
        rule.priority() == Marks.RULE_END
            ? FR_ACT_NOP
            : rule.priority() == Marks.RULE_SKIP ? FR_ACT_GOTO : FR_ACT_TO_TBL;
    out.put((byte) rule.family())
        .put((byte) 0)
        .put((byte) (int) rule.source().map(Inet::bits).orElse(0))
        .put((byte) 0)
        .putShort((short) 0)
        .put((byte) 0)
        .put((byte) action)
        .putInt(0);
  }

  @Override
  public void encode(AttributeWriter out) {
    out.u32(FRA_PRIORITY, rule.priority()).u8(FRA_PROTOCOL, Marks.PROTOCOL);
    rule.source().ifPresent(source -> out.bytes(FRA_SRC, source.getAddress()));
    if (!rule.from().isEmpty()) {
      out.string(FRA_IIFNAME, rule.from());
    }
    switch (rule.priority()) {
      case Marks.RULE_HOST -> out.u32(FRA_TABLE, Marks.TABLE_HOST);
      case Marks.RULE_SKIP -> out.u32(FRA_GOTO, Marks.RULE_END);
      case Marks.RULE_REPLIES -> out.u32(FRA_TABLE, Marks.TABLE_DEVICE);
      default -> {}
    }
  }

  @Override
  public String describe() {
    return (add ? "add " : "remove ") + rule;
  }
}
