package dev.lvsd.cli.view;

import java.io.PrintWriter;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** YAML in block style, keys in the order of the tree, text quoted only where it must be. */
final class YamlDocuments implements Documents {
  private final PrintWriter out;
  private final Yaml yaml;
  private boolean empty;

  YamlDocuments(PrintWriter out) {
    this.out = out;
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    this.yaml = new Yaml(options);
  }

  @Override
  public void write(Object tree) {
    yaml.dump(tree, out);
  }

  @Override
  public void beginList() {
    empty = true;
  }

  @Override
  public void element(Object tree) {
    empty = false;
    yaml.dump(List.of(tree), out);
  }

  @Override
  public void endList() {
    if (empty) {
      out.println("[]");
    }
  }
}
