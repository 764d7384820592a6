package dev.lvsd.config;

/**
 * What tells clusters apart.
 *
 * <pre>{@code
 * metadata: {name: shop}
 * }</pre>
 */
final class MetadataBlock {
  static final BlockSpec SPEC = new BlockSpec("Metadata", "What tells clusters apart.");
  static final Field<String> NAME =
      SPEC.required("name", Terms.NAME, "Name of the cluster, unique on its director.");

  private MetadataBlock() {}
}
