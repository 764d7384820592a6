package dev.lvsd.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks YAML against the generated schema the way an editor does: with YAML 1.2's core types. */
final class SchemaCheck {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(dev.lvsd.config.JsonSchema.write());

  private SchemaCheck() {}

  /** What the schema says about each document of a text; empty if all fit. */
  static List<String> messages(String yaml) {
    List<String> messages = new ArrayList<>();
    Composer composer = new Composer(yaml);
    for (YamlNode root = composer.next(); root != null; root = composer.next()) {
      for (ValidationMessage message : SCHEMA.validate(json(root))) {
        messages.add(message.getMessage());
      }
    }
    return messages;
  }

  /** Whether a value fits a piece of schema. */
  static boolean fits(YamlNode value, Map<String, Object> schema) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(new Gson().toJson(schema))
        .validate(json(value))
        .isEmpty();
  }

  /** Whether an editor would show a text as wrong. */
  static boolean refuses(String yaml) {
    try {
      return !messages(yaml).isEmpty();
    } catch (UnreadableException e) {
      return true; // no editor takes it for YAML
    }
  }

  /** Every key that the schema knows. */
  static Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    SCHEMA
        .getSchemaNode()
        .findValues("properties")
        .forEach(p -> p.fieldNames().forEachRemaining(keys::add));
    return keys;
  }

  private static JsonNode json(YamlNode node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (node instanceof YamlNode.Sequence sequence) {
      ArrayNode array = json.arrayNode();
      sequence.items().forEach(item -> array.add(json(item)));
      return array;
    }
    if (node instanceof YamlNode.Mapping mapping) {
      ObjectNode object = json.objectNode();
      mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
      return object;
    }
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar(scalar);
    }
    return json.pojoNode(node); // a tag or the like: of no type that a schema knows
  }

  /** YAML 1.2.2, section 10.3.2. */
  private static JsonNode scalar(YamlNode.Scalar scalar) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    String text = scalar.text();
    if (!scalar.plain()) {
      return json.textNode(text);
    }
    if (scalar.isNull()) {
      return json.nullNode();
    }
    if (text.matches("true|True|TRUE|false|False|FALSE")) {
      return json.booleanNode(text.equalsIgnoreCase("true"));
    }
    if (text.matches("[-+]?[0-9]{1,30}")) {
      return json.numberNode(
          new java.math.BigInteger(text.startsWith("+") ? text.substring(1) : text));
    }
    if (text.matches("0o[0-7]{1,20}")) {
      return json.numberNode(new java.math.BigInteger(text.substring(2), 8));
    }
    if (text.matches("0x[0-9a-fA-F]{1,20}")) {
      return json.numberNode(new java.math.BigInteger(text.substring(2), 16));
    }
    if (text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")) {
      return json.numberNode(new BigDecimal(text));
    }
    return json.textNode(text);
  }
}
