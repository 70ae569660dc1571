package btcfeed.sink.parquet;

import btcfeed.api.ExportPlugin;
import btcfeed.api.PluginSetting;
import btcfeed.api.SinkPlugin;
import btcfeed.api.TickFile;
import btcfeed.domain.port.SinkPort;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Parquet files in a folder, for {@code parquet:///absolute/folder}. */
public final class ParquetPlugin implements SinkPlugin, ExportPlugin {
  static final PluginSetting<Duration> CLOSE_EVERY =
      PluginSetting.duration(
          "FEED_PARQUET_CLOSE_EVERY",
          "Files are completed after this time; then readers find their records.",
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          "60s");

  static final PluginSetting<Long> CLOSE_ROWS =
      PluginSetting.number(
          "FEED_PARQUET_CLOSE_ROWS",
          "Files are completed earlier if they have this many records together.",
          1_000,
          10_000_000,
          100_000);

  private static final String SCHEME = "parquet://";

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public String description() {
    return "Writes ticks and gaps to Parquet files in a folder, by day and market.";
  }

  @Override
  public List<PluginSetting<?>> settings() {
    return List.of(CLOSE_EVERY, CLOSE_ROWS);
  }

  @Override
  public String urlForm() {
    return "parquet:///absolute/folder";
  }

  @Override
  public Optional<String> complaint(String url) {
    return url.startsWith(SCHEME + "/")
            && folder(url).filter(it -> it.getNameCount() > 0).isPresent()
        ? Optional.empty()
        : Optional.of(urlForm());
  }

  private static Optional<Path> folder(String url) {
    try {
      return Optional.of(Path.of(url.substring(SCHEME.length())).normalize());
    } catch (InvalidPathException notPath) {
      return Optional.empty();
    }
  }

  @Override
  public SinkPort open(SinkOrder order) {
    return new ParquetSink(
        folder(order.url()).orElseThrow(),
        new Limits(order.values().get(CLOSE_EVERY), order.values().get(CLOSE_ROWS)),
        System::nanoTime);
  }

  @Override
  public TickFile create(Path file) throws IOException {
    return new ParquetTickFile(file);
  }
}
