package dev.lvsd.cli.view;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** JSON, two spaces of indentation, keys in the order of the tree. */
final class JsonDocuments implements Documents {
  private final PrintWriter out;
  private final JsonWriter json;

  JsonDocuments(PrintWriter out) {
    this.out = out;
    this.json = new JsonWriter(out);
    json.setStrictness(Strictness.LENIENT); // several documents, one after the other
    json.setIndent("  ");
    json.setSerializeNulls(true);
  }

  @Override
  public void write(Object tree) {
    run(() -> value(tree));
    out.println();
    out.flush();
  }

  @Override
  public void beginList() {
    run(json::beginArray);
  }

  @Override
  public void element(Object tree) {
    run(() -> value(tree));
  }

  @Override
  public void endList() {
    run(json::endArray);
    out.println();
  }

  private void value(Object tree) throws IOException {
    if (tree instanceof Map<?, ?> map) {
      json.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.name((String) entry.getKey());
        value(entry.getValue());
      }
      json.endObject();
    } else if (tree instanceof List<?> list) {
      json.beginArray();
      for (Object item : list) {
        value(item);
      }
      json.endArray();
    } else if (tree instanceof Number number) {
      json.value(number);
    } else if (tree instanceof Boolean bool) {
      json.value(bool);
    } else if (tree instanceof String text) {
      json.value(text);
    } else {
      json.nullValue();
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** A {@link PrintWriter} keeps its errors to itself, so nothing is expected here. */
  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
