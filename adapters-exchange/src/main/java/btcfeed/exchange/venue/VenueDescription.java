package btcfeed.exchange.venue;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.GzipDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.TradeFormat;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.history.HistoryDescription;
import btcfeed.exchange.json.ByteDictionary;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the feed knows about one venue. One file of this package describes one venue, with a
 * {@link VenueBuilder}, which has a sentence about each property. Immutable, any thread.
 */
public final class VenueDescription {
  private final VenueBuilder built;
  private final JsonFormat format;
  private final Optional<HistoryDescription> history;

  /** Takes the builder over: it must not be used afterwards. */
  VenueDescription(VenueBuilder built) {
    this.built = built;
    ByteDictionary<Optional<Side>> sides = new ByteDictionary<>(built.sides, Optional.empty());
    format =
        new JsonFormat(
            FieldRole.named(built.head),
            FieldRole.named(built.inner),
            FieldRole.named(built.row),
            new ByteDictionary<>(built.types, MessageType.UNKNOWN),
            new TradeFormat(
                new ByteDictionary<>(Map.of(), Optional.empty()), built.ids, sides, built.time),
            /* requests= */ 0,
            built.pingReply,
            built.heartbeatText);
    history =
        built.sameTradesAs.isPresent()
            ? built.sameTradesAs.get().history()
            : built.history.map(
                it ->
                    it.build(
                        built.symbols,
                        built.row.isEmpty() ? built.head : built.row,
                        sides,
                        built.time));
  }

  /** The name, as it stands in keys, metrics and settings. */
  public Venue venue() {
    return built.venue;
  }

  /**
   * The venue whose trades these are: another one if two interfaces of one exchange publish the
   * same trades.
   */
  public Venue exchange() {
    return built.sameTradesAs.map(VenueDescription::exchange).orElse(built.venue);
  }

  /** How often all lines together may try to connect. */
  public int connectsPerMinute() {
    return built.connectsPerMinute;
  }

  /** After this time the venue may close a connection; lines replace it before. */
  public Duration connectionLife() {
    return built.connectionLife;
  }

  /** What the trade ids tell. */
  public Continuity continuity() {
    return built.ids;
  }

  /** Other addresses with the same trades; none if the operator chose the address. */
  public List<URI> alternatives(VenueOptions options) {
    return options.url().isPresent() ? List.of() : built.urls.subList(1, built.urls.size());
  }

  /** How past trades are fetched; empty if the venue has none with the ids of its live feed. */
  public Optional<HistoryDescription> history() {
    return history;
  }

  /** The same for tables: {@code by id}, {@code by time}, {@code last 60}, {@code none}. */
  public String backfill() {
    return history.map(it -> it.paging().text()).orElse("none");
  }

  /**
   * The codec of a line with these options. An {@code IllegalArgumentException} says why there can
   * be none.
   */
  public VenueCodec codec(VenueOptions options) {
    if (built.ownCodec.isPresent()) {
      return built.ownCodec.get().apply(options);
    }
    SubscribedMarkets markets =
        SubscribedMarkets.wanted(built.venue, options.symbols(), built.listedQuotes)
            .atMost(built.maxMarkets);
    SubscriptionTemplate template = built.template();
    List<String> messages = template.messages(markets.symbols());
    Subscription subscription =
        new Subscription(
            options.url().orElse(built.urls.getFirst()),
            messages,
            built.ping,
            built.pingEvery,
            built.delay,
            built.afterWelcome);
    JsonFormat subscribed =
        format.forSubscription(
            markets.spelled(built.symbols, template::channel),
            messages.size() - template.unanswered());
    return new VenueCodec(
        built.venue,
        markets.symbols(),
        built.ids,
        subscription,
        built.token.map(it -> it.apply(options, subscription)),
        () -> decoder(markets, subscribed, options));
  }

  private FrameDecoder decoder(
      SubscribedMarkets markets, JsonFormat subscribed, VenueOptions options) {
    FrameDecoder decoder = built.decoders.apply(markets, subscribed);
    return built.gzipped ? new GzipDecoder(decoder, options.maxMessageBytes()) : decoder;
  }
}
