package dev.lvsd.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lvsd.diag.Position;
import dev.lvsd.diag.Problems;
import dev.lvsd.model.Cluster;
import dev.lvsd.model.Definition;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads definitions: files, directories and standard input, each with any number of YAML documents.
 *
 * <p>A problem in one place hides none in another: all that can be read is read and checked.
 * Anchors and aliases of whole values work; merge keys ({@code <<}) and tags are refused. Sizes are
 * bounded by {@link Limits}. Owned by one thread.
 */
public final class DefinitionReader {
  private final SourceFiles files;

  /**
   * A reader of files of this process.
   *
   * @param standardInput read where a file is called {@code -}; not closed
   */
  public DefinitionReader(InputStream standardInput) {
    this(new LocalFiles(standardInput));
  }

  /**
   * A reader of anybody's files.
   *
   * @param files where files that are named are found
   */
  public DefinitionReader(SourceFiles files) {
    this.files = files;
  }

  /**
   * Reads all files of a run.
   *
   * @param named files, directories (their {@code *.yaml} and {@code *.yml}, not those of
   *     subdirectories), or {@code -}
   * @param problems takes errors and warnings
   * @return all clusters, in the order of files and documents; empty if there was an error
   */
  public Optional<Definition> read(List<Path> named, Problems problems) {
    return readDocuments(named, problems).map(DefinitionReader::definition);
  }

  /**
   * Reads all files of a run, and keeps the text of each document.
   *
   * @param named as for {@link #read}
   * @param problems takes errors and warnings
   * @return all clusters with their texts, in the order of files and documents; empty if there was
   *     an error
   */
  public Optional<List<ClusterDocument>> readDocuments(List<Path> named, Problems problems) {
    Run run = new Run(problems);
    Sources sources = new Sources(files, problems);
    List<ClusterDocument> clusters = new ArrayList<>();
    for (Path file : sources.expand(named)) {
      byte[] bytes = sources.load(file);
      if (bytes != null) {
        read(new Report(Sources.name(file), run), bytes, clusters);
      }
    }
    if (named.isEmpty()) {
      problems.error(new Position("definition", 0, 0), "", "no file was given", "");
    }
    return problems.hasErrors() ? Optional.empty() : Optional.of(clusters);
  }

  /**
   * Reads texts that were kept, all in one run, so that clusters which do not go together are
   * noticed.
   *
   * @param texts one document or several each, by the name that problems call them by
   * @param problems takes errors and warnings
   * @return all clusters, in the order of the texts; empty if there was an error
   */
  public static Optional<Definition> readTexts(Map<String, String> texts, Problems problems) {
    Run run = new Run(problems);
    List<ClusterDocument> clusters = new ArrayList<>();
    texts.forEach((name, text) -> read(new Report(name, run), text.getBytes(UTF_8), clusters));
    return problems.hasErrors() ? Optional.empty() : Optional.of(definition(clusters));
  }

  private static Definition definition(List<ClusterDocument> documents) {
    return new Definition(documents.stream().map(ClusterDocument::cluster).toList());
  }

  private static void read(Report report, byte[] bytes, List<ClusterDocument> clusters) {
    int documents = 0;
    try {
      Documents read = Documents.of(SourceText.decode(bytes));
      for (YamlNode root = read.next(); root != null; root = read.next()) {
        if (!isEmpty(root)) {
          documents++;
          cluster(report, root)
              .map(cluster -> new ClusterDocument(cluster, read.documentText()))
              .ifPresent(clusters::add);
        }
      }
    } catch (UnreadableException e) {
      report.error(e.line, e.column, "", String.valueOf(e.getMessage()), e.hint);
      return;
    }
    if (documents == 0) {
      report.error(0, 0, "", "has no document", "a definition begins with apiVersion: lvsd/v1");
    }
  }

  private static boolean isEmpty(YamlNode root) {
    return root instanceof YamlNode.Scalar scalar && scalar.isNull();
  }

  private static Optional<Cluster> cluster(Report report, YamlNode root) {
    @Nullable Block block = ClusterBlock.SPEC.read(root, Where.root(report));
    return block == null ? Optional.empty() : ClusterBlock.toModel(block);
  }
}
