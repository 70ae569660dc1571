package btcfeed.configuration;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The settings of venues. */
final class VenueSettings {
  /** The venue of {@code WEBSOCKET_URL} without a suffix. */
  static final Venue UNNAMED = new Venue("binance");

  static final Setting<List<Venue>> EXCHANGE =
      Setting.of(
          "EXCHANGE",
          Kinds.VENUES,
          "binance",
          "The venues to connect to, for example binance,coinbase,kraken.");

  static final Setting<List<Symbol>> FEED_SYMBOLS =
      Setting.of(
          "FEED_SYMBOLS",
          Kinds.SYMBOLS,
          "BTC-USD,BTC-USDT",
          "The markets to follow. Every venue is asked for all of them. Of the default, it is asked"
              + " for those that it lists.");

  static final Setting<Long> FEED_LINES =
      Setting.of(
          "FEED_LINES",
          Kinds.number(1, 2),
          "2",
          "The number of connections to each venue, through different clients. With 2, the loss of"
              + " one loses no trade.");

  static final Setting<URI> WEBSOCKET_URL =
      Setting.of(
              "WEBSOCKET_URL",
              Kinds.url("ws", "wss"),
              "Another address for the WebSocket of a venue, for example WEBSOCKET_URL_COINBASE.")
          .shownAs(Secrecy.SECRET_IN_URL);

  static final VenueSetting<URI> WEBSOCKET_URLS =
      new VenueSetting<>(
          "WEBSOCKET_URL_",
          Setting.of(
                  "WEBSOCKET_URL_",
                  Kinds.url("ws", "wss"),
                  "Another address for the REST interface of a venue, from which missed trades are"
                      + " fetched, for example REST_URL_BINANCE.")
              .shownAs(Secrecy.SECRET_IN_URL));

  static final VenueSetting<URI> REST_URLS =
      new VenueSetting<>(
          "REST_URL_",
          Setting.of(
                  "REST_URL_",
                  Kinds.url("http", "https"),
                  "Another address for a venue's REST interface, where missed trades are fetched,"
                      + " for example REST_URL_BINANCE.")
              .shownAs(Secrecy.SECRET_IN_URL));

  static final Setting<Long> MAX_MESSAGE_SIZE =
      Setting.of(
          "MAX_MESSAGE_SIZE",
          Kinds.size(1 << 10, 256L << 20),
          "10MiB",
          "The largest message that a venue may send. A larger one is refused and counted.");

  static final Setting<Duration> RECONNECT_INTERVAL =
      Setting.of(
          "RECONNECT_INTERVAL",
          Kinds.duration(Duration.ofMillis(10), Duration.ofHours(1)),
          "1s",
          "The longest first wait before a venue is connected again. The wait doubles with every"
              + " failure, up to a limit.");

  static final Setting<Duration> FEED_STALE_AFTER =
      Setting.of(
          "FEED_STALE_AFTER",
          Kinds.duration(Duration.ofMillis(100), Duration.ofHours(24)),
          "10s",
          "The age at which the newest price is stale, and the feed no longer healthy.");

  static final List<Setting<?>> ALL =
      List.of(
          EXCHANGE,
          FEED_SYMBOLS,
          FEED_LINES,
          WEBSOCKET_URL,
          MAX_MESSAGE_SIZE,
          RECONNECT_INTERVAL,
          FEED_STALE_AFTER);

  static final List<VenueSetting<?>> PER_VENUE = List.of(WEBSOCKET_URLS, REST_URLS);

  private VenueSettings() {}
}
