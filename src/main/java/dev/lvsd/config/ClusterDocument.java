package dev.lvsd.config;

import dev.lvsd.model.Cluster;

/**
 * A document of a definition.
 *
 * @param cluster what it says
 * @param text the YAML as it was written, with its comments
 */
public record ClusterDocument(Cluster cluster, String text) {}
