package dev.lvsd.config;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes definitions to editors: JSON schema, draft 7, made from the declarations that the
 * reader reads by.
 *
 * <p>What needs arithmetic or more than one block, such as a server port with {@code dr}, is
 * checked by the reader alone.
 */
public final class JsonSchema {
  private JsonSchema() {}

  /**
   * Writes the schema.
   *
   * @return JSON text, the same for the same version of lvsd
   */
  public static String write() {
    Map<String, Object> definitions = new LinkedHashMap<>();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "lvsd cluster, lvsd/v1");
    schema.putAll(block(ClusterBlock.SPEC, definitions));
    schema.put("definitions", definitions);
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return gson.toJson(schema) + "\n";
  }

  private static Map<String, Object> type(Type<?> type, Map<String, Object> definitions) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (type instanceof ScalarType<?> scalar) {
      return scalar.schema();
    } else if (type instanceof ListType<?> list) {
      schema.put("type", "array");
      schema.put("items", type(list.element(), definitions));
    } else if (type instanceof MapType<?> map) {
      schema.put("type", "object");
      schema.put("propertyNames", map.key().schema());
      schema.put("additionalProperties", type(map.value(), definitions));
    } else if (type instanceof BlockSpec spec) {
      if (!definitions.containsKey(spec.name())) {
        definitions.put(spec.name(), Map.of()); // keeps its place while its own blocks are added
        definitions.put(spec.name(), block(spec, definitions));
      }
      schema.put("$ref", "#/definitions/" + spec.name());
    }
    return schema;
  }

  private static Map<String, Object> block(BlockSpec spec, Map<String, Object> definitions) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Field<?> field : spec.fields()) {
      properties.put(field.key(), property(field, definitions));
      if (field.required()) {
        required.add(field.key());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", spec.description());
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    List<Object> rules = rules(spec);
    if (!rules.isEmpty()) {
      schema.put("allOf", rules);
    }
    return schema;
  }

  private static Map<String, Object> property(Field<?> field, Map<String, Object> definitions) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", field.description());
    Map<String, Object> type = type(field.type(), definitions);
    if (type.containsKey("$ref")) {
      property.put("allOf", List.of(type)); // draft 7 ignores what stands beside a $ref
    } else {
      property.putAll(type);
    }
    String fallback = field.fallback();
    if (fallback != null) {
      property.put("default", literal(fallback, type));
    }
    return property;
  }

  private static Object literal(String written, Map<String, Object> type) {
    if ("integer".equals(type.get("type"))) {
      return Long.parseLong(written);
    }
    return "boolean".equals(type.get("type")) ? (Object) Boolean.valueOf(written) : written;
  }

  private static List<Object> rules(BlockSpec spec) {
    List<Object> rules = new ArrayList<>();
    for (BlockSpec.Alternative alternative : spec.alternatives()) {
      rules.add(Map.of("oneOf", List.of(has(alternative.one()), has(alternative.other()))));
    }
    for (BlockSpec.Companion companion : spec.companions()) {
      Object then =
          companion.together() ? has(companion.other()) : Map.of("not", has(companion.other()));
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("if", has(companion.field()));
      rule.put("then", then);
      rules.add(rule);
    }
    return rules;
  }

  private static Map<String, Object> has(Field<?> field) {
    return Map.of("required", List.of(field.key()));
  }
}
