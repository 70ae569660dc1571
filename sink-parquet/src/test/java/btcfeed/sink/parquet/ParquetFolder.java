package btcfeed.sink.parquet;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin.SinkOrder;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder for a test, read with DuckDB. */
final class ParquetFolder implements SinkSubject {
  private final Path parent;
  private final Map<String, String> settings;

  ParquetFolder() {
    this(Map.of());
  }

  ParquetFolder(Map<String, String> settings) {
    this.settings = settings;
    try {
      parent = Files.createTempDirectory("parquet-sink");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return parent.resolve("feed");
  }

  DuckReader reader() {
    return new DuckReader(root());
  }

  @Override
  public SinkPort open() {
    return new ParquetPlugin()
        .open(
            new SinkOrder(
                "parquet", "parquet://" + root(), "instance-1", new PluginValues(settings)));
  }

  @Override
  public List<SinkRecord> content() {
    return reader().records();
  }

  /** Completed and unfinished files of the tables. */
  List<String> files() {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> root().relativize(it).toString())
          .filter(it -> it.contains("/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean removes() {
    return true;
  }

  @Override
  public boolean fences() {
    return true;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(parent)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
