package btcfeed.exchange.venue;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.codec.BitfinexDecoder;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.time.Duration;
import java.util.Optional;

/**
 * Bitfinex v2, channel {@code trades}. All markets share one counter of trade ids, so the ids are
 * opaque. Trades are arrays in numbered channels, which a {@link BitfinexDecoder} reads. Messages
 * are numbered on request, so that a lost one is noticed. A heartbeat comes in each channel every
 * 15 s.
 */
public final class Bitfinex extends VenueDescription {
  public Bitfinex() {
    super("bitfinex");
    url("wss://api-pub.bitfinex.com/ws/2");
    connectsPerMinute = 18;
    listsBtcAgainst("USD", "USDT", "EUR", "GBP", "JPY", "BTC", "ETH");
    maxMarkets = 25;
    symbol = Bitfinex::spelled;
    sendFirst = Optional.of("{'event':'conf','flags':" + BitfinexDecoder.SEQUENCES + "}");
    subscribeEach("{'event':'subscribe','channel':'trades','symbol':'<symbol>'}");
    ping("{'event':'ping'}");
    decoder = BitfinexDecoder::new;
    names(head, FieldRole.TYPE, "event");
    names(head, FieldRole.VERDICT, "code");
    names(head, FieldRole.DETAIL, "msg");
    names(head, FieldRole.NUMBER, "chanId", "flags");
    names(head, FieldRole.MARKET, "symbol");
    type(MessageType.TRADES, "te");
    type(MessageType.OLD_TRADES, "tu"); // The same trade again.
    type(MessageType.ANSWER, "subscribed");
    type(MessageType.REFUSED, "error");
    // Restart, begin of maintenance, end of maintenance: each needs a new connection.
    type(MessageType.CLOSING, "20051", "20060", "20061");
    type(MessageType.WELCOME, "conf");
    type(MessageType.HEARTBEAT, "hb", "pong");
    type(MessageType.IGNORED, "info", "unsubscribed");
    history("https://api-pub.bitfinex.com")
        .get(
            "/v2/trades/<symbol>/hist?start=<sinceMs>&end=<untilMs>&limit=10000&sort=1",
            new Paging.LaterTimes(10_000, /* precisionUs= */ 1_000))
        .spacing(Duration.ofSeconds(6)) // More than 15 per minute lead to a ban.
        .afterRefusal(Duration.ofSeconds(60))
        .columns(FieldRole.ID, FieldRole.TIME, FieldRole.SIGNED_QUANTITY, FieldRole.PRICE)
        .noSuchMarket("symbol: invalid");
  }

  /** Currencies of more than three letters have a colon between them. */
  private static String spelled(Symbol symbol) {
    String quote = symbol.quote().equals("USDT") ? "UST" : symbol.quote();
    boolean colon = symbol.base().length() > 3 || quote.length() > 3;
    return "t" + symbol.base() + (colon ? ":" : "") + quote;
  }
}
