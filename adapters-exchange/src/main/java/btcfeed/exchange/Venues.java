package btcfeed.exchange;

import static java.util.Map.entry;

import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.binance.BinanceCodec;
import btcfeed.exchange.binance.BinanceHistory;
import btcfeed.exchange.bitfinex.BitfinexCodec;
import btcfeed.exchange.bitfinex.BitfinexHistory;
import btcfeed.exchange.bitget.BitgetCodec;
import btcfeed.exchange.bitget.BitgetHistory;
import btcfeed.exchange.bitstamp.BitstampCodec;
import btcfeed.exchange.bitstamp.BitstampHistory;
import btcfeed.exchange.bybit.BybitCodec;
import btcfeed.exchange.bybit.BybitHistory;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.coinbase.CoinbaseCodec;
import btcfeed.exchange.coinbase.CoinbaseHistory;
import btcfeed.exchange.coinbaseadvanced.CoinbaseAdvancedCodec;
import btcfeed.exchange.cryptocom.CryptoComCodec;
import btcfeed.exchange.cryptocom.CryptoComHistory;
import btcfeed.exchange.gateio.GateioCodec;
import btcfeed.exchange.gateio.GateioHistory;
import btcfeed.exchange.gemini.GeminiCodec;
import btcfeed.exchange.gemini.GeminiHistory;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.HttpHistory;
import btcfeed.exchange.htx.HtxCodec;
import btcfeed.exchange.htx.HtxHistory;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.kraken.KrakenCodec;
import btcfeed.exchange.kraken.KrakenHistory;
import btcfeed.exchange.kucoin.KucoinCodec;
import btcfeed.exchange.kucoin.KucoinHistory;
import btcfeed.exchange.line.EndpointFailover;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.line.VenueLine;
import btcfeed.exchange.mexc.MexcCodec;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.okx.OkxCodec;
import btcfeed.exchange.okx.OkxHistory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The venues there are. To add one: a {@link VenueCodec}, and one line here.
 *
 * <p>Any thread. Both methods refuse what cannot work with an {@code IllegalArgumentException} that
 * says why, before anything is connected.
 */
public final class Venues {
  private static final SortedMap<String, Function<VenueOptions, VenueCodec>> CODECS =
      new TreeMap<>(
          Map.ofEntries(
              entry("binance", BinanceCodec::new),
              entry("bitfinex", BitfinexCodec::new),
              entry("bitget", BitgetCodec::of),
              entry("bitstamp", BitstampCodec::of),
              entry("bybit", BybitCodec::of),
              entry("coinbase", CoinbaseCodec::of),
              entry("coinbase-advanced", CoinbaseAdvancedCodec::of),
              entry("cryptocom", CryptoComCodec::of),
              entry("gateio", GateioCodec::of),
              entry("gemini", GeminiCodec::of),
              entry("htx", HtxCodec::of),
              entry("kraken", KrakenCodec::of),
              entry("kucoin", KucoinCodec::of),
              entry("mexc", MexcCodec::new),
              entry("okx", OkxCodec::of)));

  // What is missing of a venue that is not here cannot be asked for: MEXC's history does not name
  // the ids of its line. Coinbase Advanced numbers its trades as the Exchange does.
  private static final Map<String, HistoryCodec> HISTORIES =
      Map.ofEntries(
          entry("binance", new BinanceHistory()),
          entry("bitfinex", new BitfinexHistory()),
          entry("bitget", new BitgetHistory()),
          entry("bitstamp", new BitstampHistory()),
          entry("bybit", new BybitHistory()),
          entry("coinbase", new CoinbaseHistory()),
          entry("coinbase-advanced", new CoinbaseHistory()),
          entry("cryptocom", new CryptoComHistory()),
          entry("gateio", new GateioHistory()),
          entry("gemini", new GeminiHistory()),
          entry("htx", new HtxHistory()),
          entry("kraken", new KrakenHistory()),
          entry("kucoin", new KucoinHistory()),
          entry("okx", new OkxHistory()));

  // Where the same is said as at the venue's own address. Regional hosts of OKX and Bybit are not
  // here: whether their ids are the same is not known, and ids of two counters must not be mixed.
  private static final Map<String, List<String>> OTHER_DOORS =
      Map.of(
          "binance",
          List.of("wss://stream.binance.com:443/ws", "wss://data-stream.binance.vision/ws"),
          "htx",
          List.of("wss://api-aws.huobi.pro/ws", "wss://api.htx.com/ws"));

  private static final int USUAL_DIALS_A_MINUTE = 60;

  // From one address, and others there may be dialling too: Binance takes 300 in five minutes,
  // Bitfinex 20 and KuCoin 30 in one; Kraken bans for 150 in ten.
  private static final Map<String, Integer> DIALS_A_MINUTE =
      Map.of("binance", 54, "bitfinex", 18, "kraken", 13, "kucoin", 27);

  private static final VenueOptions USUAL =
      new VenueOptions(
          List.copyOf(SubscribedMarkets.DEFAULT_WISHES),
          Optional.empty(),
          VenueOptions.DEFAULT_MAX_MESSAGE_BYTES);

  private static final String SECOND = "b";

  // One heap, one budget: all lines and histories of the process share it.
  private static final MessageBudget MESSAGES = MessageBudget.ofHeap();

  private Venues() {}

  /** Names of the known venues, in order. */
  public static List<String> names() {
    return List.copyOf(CODECS.keySet());
  }

  /** The codec of a venue: which of the markets it will ask for, and where. */
  public static VenueCodec codec(String name, VenueOptions settings) {
    return Optional.ofNullable(CODECS.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no venue '"
                        + name
                        + "'; known are: "
                        + String.join(", ", CODECS.keySet())))
        .apply(settings);
  }

  /**
   * The exchange whose trades a venue publishes. Venues whose missing trades are found by id in the
   * same history publish the same trades; the first by name stands for the exchange.
   */
  public static Venue exchange(Venue venue) {
    Optional<HistoryCodec> history = Optional.ofNullable(HISTORIES.get(venue.name()));
    return history
        .flatMap(
            own ->
                HISTORIES.entrySet().stream()
                    .filter(other -> other.getValue().getClass() == own.getClass())
                    .map(Map.Entry::getKey)
                    .min(Comparator.naturalOrder()))
        .map(Venue::new)
        .orElse(venue);
  }

  /** What the trade ids of a venue tell; of one that is not known, nothing. */
  public static Continuity continuity(String name) {
    return Optional.ofNullable(CODECS.get(name))
        .map(codec -> codec.apply(USUAL).continuity())
        .orElse(Continuity.OPAQUE);
  }

  /** How often a venue may be dialled in a minute, by all lines to it. */
  public static int dialsAMinute(String name) {
    return DIALS_A_MINUTE.getOrDefault(name, USUAL_DIALS_A_MINUTE);
  }

  /**
   * What a venue can be asked for of its past; empty if nothing.
   *
   * @param url instead of the venue's own
   * @param connector makes the connections to it
   */
  public static Optional<HistoryPort> history(
      String name, Optional<URI> url, OutboundConnector connector) {
    return Optional.ofNullable(HISTORIES.get(name))
        .map(codec -> new HttpHistory(codec, url, connector, MESSAGES));
  }

  /** True if {@link #history} is not empty. */
  public static boolean hasHistory(String name) {
    return HISTORIES.containsKey(name);
  }

  /**
   * A line to a venue; several to the same one are told apart by letter. Line {@code b} goes
   * through another client than the others, so that no fault of one silences both. Connects nothing
   * yet.
   */
  public static LinePort open(
      String name, VenueOptions settings, String letter, OutboundConnector connector, Clock clock) {
    return open(name, settings, letter, connector, clock, FrameTap.NONE);
  }

  /** The same, with somebody who hears every message before it is made sense of. */
  public static LinePort open(
      String name,
      VenueOptions settings,
      String letter,
      OutboundConnector connector,
      Clock clock,
      FrameTap tap) {
    List<LinePort> doors = new ArrayList<>();
    doors.add(door(name, settings, letter, connector, clock, tap));
    for (URI other : otherDoors(name, settings)) {
      doors.add(door(name, settings.at(other), letter, connector, clock, tap));
    }
    return doors.size() == 1 ? doors.getFirst() : new EndpointFailover(doors);
  }

  /** Where else a venue can be reached; nowhere, if an operator chose the address. */
  public static List<URI> otherDoors(String name, VenueOptions settings) {
    return settings.url().isPresent()
        ? List.of()
        : OTHER_DOORS.getOrDefault(name, List.of()).stream().map(URI::create).toList();
  }

  private static LinePort door(
      String name,
      VenueOptions settings,
      String letter,
      OutboundConnector connector,
      Clock clock,
      FrameTap tap) {
    VenueCodec codec = codec(name, settings);
    VenueLine.Client client =
        letter.equals(SECOND) ? VenueLine.Client.NETTY : VenueLine.Client.TYRUS;
    return new VenueLine(
        client, codec, letter, settings.maxMessageBytes(), MESSAGES, connector, clock, tap);
  }
}
