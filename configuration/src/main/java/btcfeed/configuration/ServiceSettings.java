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

/** What can be set about the service itself: its HTTP side, its journal, its log. */
final class ServiceSettings {
  static final Setting<String> HEALTH_CHECK_HOST =
      Setting.of(
          "HEALTH_CHECK_HOST",
          Kinds.HOST,
          "0.0.0.0",
          "The address the HTTP side (health, metrics, API, pages) listens on.");

  static final Setting<Integer> HEALTH_CHECK_PORT =
      Setting.of(
          "HEALTH_CHECK_PORT",
          Kinds.PORT_OR_ZERO,
          "8080",
          "Its port; 0 chooses a free one and says which.");

  static final Setting<Long> FEED_STREAM_READERS =
      Setting.of(
          "FEED_STREAM_READERS",
          Kinds.number(1, 100_000),
          "1000",
          "How many clients may follow /api/v1/stream and /api/v1/ws at once; one more is told to"
              + " try again.");

  static final Setting<List<String>> FEED_CORS_ORIGINS =
      Setting.of(
          "FEED_CORS_ORIGINS",
          Kinds.ORIGINS,
          "Whose web pages may read the API and follow the stream, beside the dashboard's own."
              + " Unset, none. Nothing under /admin is ever among it.");

  static final Setting<List<String>> FEED_HTTP_HOSTS =
      Setting.of(
          "FEED_HTTP_HOSTS",
          Kinds.HTTP_HOSTS,
          "The public names under which the HTTP side is reached, for example behind a proxy. A"
              + " request for another name is refused, because a web page can make its own name"
              + " point here. Addresses, localhost, names of one part and names in .svc,"
              + " .cluster.local and .internal are always answered, and the probes for any name.");

  static final Setting<Secret> FEED_ADMIN_TOKEN =
      Setting.of(
              "FEED_ADMIN_TOKEN",
              Kinds.ADMIN_TOKEN,
              "What an operator shows to move readers to the other store and to reconnect venues"
                  + " (Authorization: Bearer). Unset, there is no /admin and nothing can be changed"
                  + " over HTTP. So long that it cannot be guessed, however fast. It crosses the"
                  + " network as it is: put TLS in front. Never shown or logged.")
          .shownAs(Secrecy.SECRET);

  static final Setting<Path> FEED_DATA_DIR =
      Setting.of(
          "FEED_DATA_DIR",
          Kinds.DIRECTORY,
          "data",
          "The folder for the journal and the embedded Redis, relative to the working directory."
              + " It must survive restarts.");

  static final Setting<Long> FEED_JOURNAL_MAX_BYTES =
      Setting.of(
          "FEED_JOURNAL_MAX_BYTES",
          Kinds.size(1L << 20, 1L << 40),
          "1GiB",
          "The most disk the journal takes. When it is full the oldest records go, loudly, whether"
              + " or not every store has them.");

  static final Setting<Duration> FEED_JOURNAL_SYNC =
      Setting.of(
          "FEED_JOURNAL_SYNC",
          Kinds.duration(Duration.ofMillis(1), Duration.ofSeconds(10)),
          "10ms",
          "How often the journal is forced to the disk: the most that a power cut can cost.");

  static final Setting<LogFormat> FEED_LOG_FORMAT =
      Setting.of(
          "FEED_LOG_FORMAT",
          Kinds.oneOf("text or json", words(LogFormat.values())),
          "text",
          "How log lines look: text for people, json (one object a line) for collectors.");

  static final Setting<Level> FEED_LOG_LEVEL =
      Setting.of(
          "FEED_LOG_LEVEL",
          Kinds.oneOf("error, warn, info, debug or trace", words(Level.values())),
          "info",
          "The least important lines to log. Libraries are heard from warn on; debug and trace"
              + " bring more of them.");

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
