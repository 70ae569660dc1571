package btcfeed.sink.postgresql;

import btcfeed.api.PluginSetting;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.port.SinkPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes sinks for {@code postgresql://} URLs. */
public final class PostgresqlPlugin implements SinkPlugin {
  /** Names that need no quotes in SQL. */
  private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** Where the tables are. */
  static final PluginSetting<String> SCHEMA =
      new PluginSetting<>(
          "FEED_POSTGRESQL_SCHEMA",
          "The schema of the tables; one sink has it for itself.",
          "a name of lower-case letters, digits and underscores, at most 63 characters",
          false,
          Optional.of("public"),
          text -> Optional.of(text).filter(SCHEMA_NAME.asMatchPredicate()));

  /** Larger batches need fewer commits. */
  static final PluginSetting<Duration> GATHER =
      PluginSetting.duration(
          "FEED_POSTGRESQL_GATHER",
          "How long records wait for others, so that a commit has more of them.",
          Duration.ZERO,
          Duration.ofSeconds(10),
          "100ms");

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public String description() {
    return "PostgreSQL: a row for each trade and each gap, written once.";
  }

  @Override
  public List<PluginSetting<?>> settings() {
    return List.of(SCHEMA, GATHER);
  }

  @Override
  public String urlForm() {
    return PostgresqlAddress.FORM;
  }

  @Override
  public Optional<String> complaint(String url) {
    return PostgresqlAddress.complaint(url);
  }

  @Override
  public SinkPort open(SinkOrder order) {
    PostgresqlAddress address = PostgresqlAddress.parse(order.url());
    return new PostgresqlSink(
        new PostgresqlConnector(address, order.name(), order.values().get(SCHEMA)),
        new CursorRow(order.name(), order.instance()),
        order.values().get(GATHER),
        PostgresqlSink.LIMIT);
  }
}
