package dev.lvsd.wanted;

import dev.lvsd.plan.PlanOptions;
import dev.lvsd.reconcile.ApplyOptions;

/**
 * How an apply is done.
 *
 * @param options how to remove
 * @param how how changes are made
 * @param remark what the history says of it
 */
public record Manner(PlanOptions options, ApplyOptions how, Remark remark) {}
