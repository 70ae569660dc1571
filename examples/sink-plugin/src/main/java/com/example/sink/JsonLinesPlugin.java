package com.example.sink;

import btcfeed.api.PluginSetting;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.port.SinkPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A sink that appends lines of JSON to a file: {@code FEED_SINKS=jsonlines:///data/btc.jsonl}. */
public final class JsonLinesPlugin implements SinkPlugin {
  private static final String SCHEME = "jsonlines://";

  private static final PluginSetting<Duration> GATHER =
      PluginSetting.duration(
          "FEED_JSONLINES_GATHER",
          "How long records wait for others, so that fewer writes reach the disk.",
          Duration.ZERO,
          Duration.ofSeconds(10),
          "100ms");

  @Override
  public String name() {
    return "jsonlines";
  }

  @Override
  public String description() {
    return "Appends every tick and gap to a file, one line of JSON each.";
  }

  @Override
  public List<PluginSetting<?>> settings() {
    return List.of(GATHER);
  }

  @Override
  public String urlForm() {
    return "jsonlines:///absolute/path/of/the/file";
  }

  @Override
  public Optional<String> complaint(String url) {
    return url.startsWith(SCHEME + "/")
        ? Optional.empty()
        : Optional.of("an absolute path, " + urlForm());
  }

  @Override
  public SinkPort open(SinkOrder order) {
    Path file = Path.of(order.url().substring(SCHEME.length()));
    return new JsonLinesSink(file, new SinkPort.Pace(5_000, order.values().get(GATHER)));
  }
}
