package btcfeed.exchange.binance;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an address means at Binance.
 *
 * <p>An address that names streams, {@code /ws/btcusdt@trade} or {@code
 * /stream?streams=btcusdt@trade}, decides about the markets: nothing is sent. At any other address
 * the line sends a {@code SUBSCRIBE} for the wanted markets. A host without a path gets {@code
 * /ws}.
 *
 * @param symbols the subscribed markets, never empty
 */
public record BinanceEndpoint(List<Symbol> symbols, Subscription subscription) {
  static final URI DEFAULT = URI.create("wss://stream.binance.com:9443/ws");

  /** How many streams Binance allows on one connection. */
  private static final int MAX_STREAMS = 1024;

  // So at most four requests: Binance closes a connection that sends more than five per second.
  private static final int STREAMS_PER_REQUEST = 256;
  private static final Venue VENUE = new Venue("binance");
  private static final String TRADE = "@trade";

  /** The codec of a line with these options. */
  public static VenueCodec codec(VenueOptions options) {
    BinanceEndpoint endpoint = of(options.symbols(), options.url().orElse(DEFAULT));
    return new VenueCodec(
        VENUE,
        endpoint.symbols(),
        Continuity.SEQUENTIAL,
        endpoint.subscription(),
        Optional.empty(),
        () -> new BinanceDecoder(VENUE, endpoint));
  }

  /** Reads an address; an {@code IllegalArgumentException} says what is wrong with it. */
  static BinanceEndpoint of(List<Symbol> wanted, URI uri) {
    Subscription.requireWebSocket(uri);
    List<String> streams = streamsIn(uri);
    return streams.isEmpty() ? subscribing(wanted, uri) : named(wanted, uri, streams);
  }

  private static BinanceEndpoint named(List<Symbol> wanted, URI uri, List<String> streams) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    for (String stream : streams) {
      if (stream.toLowerCase(Locale.ROOT).endsWith(TRADE)) {
        String name = stream.substring(0, stream.length() - TRADE.length());
        symbols.add(
            BinanceSymbols.parse(name, wanted)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "cannot tell base from quote in the stream '"
                                + stream
                                + "'; add the market to the symbols as BASE-QUOTE")));
      }
    }
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException(
          "the address names no trade stream, only "
              + String.join(", ", streams)
              + "; a trade stream is named like btcusdt@trade");
    }
    return new BinanceEndpoint(List.copyOf(symbols), new Subscription(uri, List.of()));
  }

  private static BinanceEndpoint subscribing(List<Symbol> wanted, URI uri) {
    List<Symbol> symbols =
        SubscribedMarkets.wanted(VENUE, wanted, BinanceSymbols.LISTED_QUOTES)
            .atMost(MAX_STREAMS)
            .symbols();
    List<String> requests = new ArrayList<>();
    for (int from = 0; from < symbols.size(); from += STREAMS_PER_REQUEST) {
      List<Symbol> part =
          symbols.subList(from, Math.min(symbols.size(), from + STREAMS_PER_REQUEST));
      requests.add(request(requests.size() + 1, part));
    }
    return new BinanceEndpoint(symbols, new Subscription(withPath(uri), requests));
  }

  private static String request(int id, List<Symbol> symbols) {
    return symbols.stream()
        .map(symbol -> "\"" + BinanceSymbols.stream(symbol) + "\"")
        .collect(
            Collectors.joining(
                ",", "{\"method\":\"SUBSCRIBE\",\"params\":[", "],\"id\":" + id + "}"));
  }

  private static URI withPath(URI uri) {
    if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
      return uri;
    }
    String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/ws" + query);
  }

  /** The streams that an address names; may be empty. */
  private static List<String> streamsIn(URI uri) {
    String path = uri.getPath();
    int names = path.lastIndexOf("/ws/");
    List<String> streams = new ArrayList<>();
    if (names >= 0) {
      streams.addAll(Arrays.asList(path.substring(names + "/ws/".length()).split("/")));
    }
    String query = Optional.ofNullable(uri.getQuery()).orElse("");
    for (String parameter : query.split("&")) {
      if (parameter.startsWith("streams=")) {
        streams.addAll(Arrays.asList(parameter.substring("streams=".length()).split("/")));
      }
    }
    streams.removeIf(String::isBlank);
    return streams;
  }
}
