package btcfeed.exchange.venue;

import btcfeed.domain.market.Side;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.time.Duration;
import java.util.Locale;

/**
 * Gemini, market data v2. Trades come beside the order book of channel {@code l2}: its first
 * message contains the last fifty and stands for the answer to the subscription. Event ids rise
 * with gaps, so they are opaque. Block trades and auctions have no aggressor. A heartbeat comes
 * every five seconds.
 */
public final class Gemini extends VenueDescription {
  public Gemini() {
    super("gemini");
    url("wss://api.gemini.com/v2/marketdata");
    listsBtcAgainst("USD", "EUR", "GBP", "SGD", "USDT", "BTC", "ETH");
    symbol = it -> it.base() + it.quote();
    subscribe(
        "{'type':'subscribe','subscriptions':[{'name':'l2','symbols':[<markets>]}]}", "'<symbol>'");
    aggressor("buy", "sell");
    side(Side.UNKNOWN, "block", "auction");
    names(head, FieldRole.TYPE, "type", "result");
    names(head, FieldRole.DETAIL, "reason", "message");
    names(head, FieldRole.MARKET, "symbol");
    trade(head, "", "event_id", "price", "quantity", "timestamp", "side");
    type(MessageType.TRADES, "trade");
    type(MessageType.ANSWER, "l2_updates");
    type(MessageType.HEARTBEAT, "heartbeat");
    type(MessageType.REFUSED, "error");
    type(MessageType.IGNORED, "auction_indicative", "auction_result");
    history("https://api.gemini.com")
        .get(
            "/v1/trades/<symbol>?limit_trades=500&timestamp=<sinceMs>",
            new Paging.LaterTimes(500, /* precisionUs= */ 1_000))
        .spacing(Duration.ofSeconds(1))
        .symbol(it -> (it.base() + it.quote()).toLowerCase(Locale.ROOT))
        .row(FieldRole.ID, "tid")
        .row(FieldRole.QUANTITY, "amount")
        .row(FieldRole.TIME, "timestampms")
        .row(FieldRole.SIDE, "type")
        .noSuchMarket("InvalidSymbol");
  }
}
