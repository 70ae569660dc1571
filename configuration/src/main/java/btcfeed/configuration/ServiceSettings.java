package btcfeed.configuration;

import btcfeed.log.LogFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.event.Level;

/** The settings of the service itself: HTTP, journal, log. */
final class ServiceSettings {
  static final Setting<String> HEALTH_CHECK_HOST =
      Setting.of(
          "HEALTH_CHECK_HOST",
          Kinds.HOST,
          "0.0.0.0",
          "The address on which HTTP listens (health, metrics, API, dashboard).");

  static final Setting<Integer> HEALTH_CHECK_PORT =
      Setting.of(
          "HEALTH_CHECK_PORT",
          Kinds.PORT_OR_ZERO,
          "8080",
          "The port for HTTP. 0 chooses a free one and prints it.");

  static final Setting<Long> FEED_STREAM_READERS =
      Setting.of(
          "FEED_STREAM_READERS",
          Kinds.number(1, 100_000),
          "1000",
          "The most clients that follow /api/v1/stream and /api/v1/ws at once. One more gets 503"
              + " with Retry-After.");

  static final Setting<List<String>> FEED_CORS_ORIGINS =
      Setting.of(
          "FEED_CORS_ORIGINS",
          Kinds.ORIGINS,
          "The origins whose web pages may read the API and follow the stream, in addition to the"
              + " dashboard's own. It never applies to /admin.");

  static final Setting<List<String>> FEED_HTTP_HOSTS =
      Setting.of(
          "FEED_HTTP_HOSTS",
          Kinds.HTTP_HOSTS,
          "The public host names of the HTTP side, for example behind a proxy. A request for"
              + " another name is refused, because a web page can point its own name here. Always"
              + " allowed are addresses, localhost, names of one part, and names in .svc,"
              + " .cluster.local and .internal. Probes are answered for every name.");

  static final Setting<Secret> FEED_ADMIN_TOKEN =
      Setting.of(
              "FEED_ADMIN_TOKEN",
              Kinds.ADMIN_TOKEN,
              "The bearer token for the commands under /admin, which move readers and reconnect"
                  + " venues. Unset, /admin does not exist, and nothing can be changed over HTTP."
                  + " The token crosses the network as it is: put TLS in front. Never shown or"
                  + " logged.")
          .shownAs(Secrecy.SECRET);

  static final Setting<Path> FEED_DATA_DIR =
      Setting.of(
          "FEED_DATA_DIR",
          Kinds.DIRECTORY,
          "data",
          "The folder for the journal and the embedded Redis, relative to the working directory. It"
              + " must survive restarts.");

  static final Setting<Long> FEED_JOURNAL_MAX_BYTES =
      Setting.of(
          "FEED_JOURNAL_MAX_BYTES",
          Kinds.size(1L << 20, 1L << 40),
          "1GiB",
          "The most disk space for the journal. When it is full, the oldest records are deleted and"
              + " reported, even if a store lacks them.");

  static final Setting<Duration> FEED_JOURNAL_SYNC =
      Setting.of(
          "FEED_JOURNAL_SYNC",
          Kinds.duration(Duration.ofMillis(1), Duration.ofSeconds(10)),
          "10ms",
          "The interval at which the journal is forced to the disk: the most that a power cut can"
              + " lose.");

  static final Setting<LogFormat> FEED_LOG_FORMAT =
      Setting.of(
          "FEED_LOG_FORMAT",
          Kinds.oneOf("text or json", words(LogFormat.values())),
          "text",
          "The format of log lines: text for people, json (one object a line) for collectors.");

  static final Setting<Level> FEED_LOG_LEVEL =
      Setting.of(
          "FEED_LOG_LEVEL",
          Kinds.oneOf("error, warn, info, debug or trace", words(Level.values())),
          "info",
          "The least important level to log. Libraries log from warn on, and more with debug and"
              + " trace.");

  static final List<Setting<?>> HTTP =
      List.of(
          HEALTH_CHECK_HOST,
          HEALTH_CHECK_PORT,
          FEED_STREAM_READERS,
          FEED_CORS_ORIGINS,
          FEED_HTTP_HOSTS,
          FEED_ADMIN_TOKEN);

  static final List<Setting<?>> JOURNAL =
      List.of(FEED_DATA_DIR, FEED_JOURNAL_MAX_BYTES, FEED_JOURNAL_SYNC);

  static final List<Setting<?>> LOG = List.of(FEED_LOG_FORMAT, FEED_LOG_LEVEL);

  private ServiceSettings() {}

  private static <E extends Enum<E>> java.util.Map<String, E> words(E[] values) {
    return Arrays.stream(values)
        .collect(Collectors.toMap(v -> v.name().toLowerCase(Locale.ROOT), Function.identity()));
  }
}
