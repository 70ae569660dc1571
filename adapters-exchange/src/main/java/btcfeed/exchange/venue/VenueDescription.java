package btcfeed.exchange.venue;

import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.GzipDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.history.HistoryDescription;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Everything the feed knows about one venue. One file of this package describes one venue, with a
 * {@link VenueBuilder}. Immutable, any thread.
 *
 * @param venue the name, as it stands in keys, metrics and settings
 * @param exchange the venue whose trades these are; another one only where two interfaces of one
 *     exchange publish the same trades
 * @param urls the address of the WebSocket, then others with the same trades and ids
 * @param connectsPerMinute how often all lines together may try to connect; other programs may
 *     connect from the same address
 * @param connectionLife after this time the venue may close a connection; lines replace it before
 * @param listedQuotes the currencies against which the venue is known to list BTC
 * @param maxMarkets how many markets a connection may carry
 * @param spelling how markets are spelled
 * @param requests the messages that subscribe
 * @param keepAlive the pings, and when requests may be sent
 * @param format how messages are written
 * @param gzipped true if each message is compressed
 * @param token how to ask for the token of a connection, where the venue demands one
 * @param decoders makes the decoder of a connection
 * @param special replaces all that turns options into a codec
 * @param history how past trades are fetched; empty if the venue has none with the ids of its feed
 */
public record VenueDescription(
    Venue venue,
    Venue exchange,
    List<URI> urls,
    int connectsPerMinute,
    Duration connectionLife,
    Set<String> listedQuotes,
    int maxMarkets,
    Spelling spelling,
    Requests requests,
    KeepAlive keepAlive,
    JsonFormat format,
    boolean gzipped,
    Optional<BiFunction<VenueOptions, Subscription, ConnectToken>> token,
    BiFunction<SubscribedMarkets, JsonFormat, FrameDecoder> decoders,
    Optional<Function<VenueOptions, VenueCodec>> special,
    Optional<HistoryDescription> history) {

  /**
   * Pings and the time of the first message; see {@link Subscription}.
   *
   * @param delay how long to wait after the handshake
   */
  record KeepAlive(
      Optional<String> ping, Optional<Duration> pingEvery, Duration delay, boolean afterWelcome) {}

  /**
   * The codec of a line with these options. An {@code IllegalArgumentException} says why there can
   * be none.
   */
  public VenueCodec codec(VenueOptions options) {
    return special.isPresent() ? special.get().apply(options) : described(options);
  }

  private VenueCodec described(VenueOptions options) {
    SubscribedMarkets markets =
        SubscribedMarkets.wanted(venue, options.symbols(), listedQuotes).atMost(maxMarkets);
    List<String> messages = requests.messages(markets, spelling, listedQuotes);
    Subscription subscription =
        new Subscription(
            options.url().orElse(urls.getFirst()),
            messages,
            keepAlive.ping(),
            keepAlive.pingEvery(),
            keepAlive.delay(),
            keepAlive.afterWelcome());
    JsonFormat format =
        this.format.forSubscription(
            markets.spelled(spelling::symbol, spelling::channel),
            messages.size() - requests.unanswered());
    return new VenueCodec(
        venue,
        markets.symbols(),
        format.trade().ids(),
        subscription,
        token.map(it -> it.apply(options, subscription)),
        () -> decoder(markets, format, options));
  }

  private FrameDecoder decoder(SubscribedMarkets markets, JsonFormat format, VenueOptions options) {
    FrameDecoder decoder = decoders.apply(markets, format);
    return gzipped ? new GzipDecoder(decoder, options.maxMessageBytes()) : decoder;
  }

  /** What the trade ids tell. */
  public Continuity continuity() {
    return format.trade().ids();
  }

  /** Other addresses with the same trades; none if the operator chose the address. */
  public List<URI> alternatives(VenueOptions options) {
    return options.url().isPresent() ? List.of() : urls.subList(1, urls.size());
  }

  /** How missing trades are fetched, for tables: {@code by id}, {@code last 60}, {@code none}. */
  public String backfill() {
    return history.map(it -> it.paging().text()).orElse("none");
  }
}
