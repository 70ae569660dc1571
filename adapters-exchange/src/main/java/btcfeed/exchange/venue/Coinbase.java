package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;

/**
 * Coinbase Exchange, channel {@code matches}. Trade ids count up by one per market, and the side is
 * the maker's. The trade before the subscription comes as {@code last_match} and is not published.
 * A heartbeat per second names the newest trade, so that a lost trade is noticed before the next
 * one.
 */
public final class Coinbase extends VenueDescription {
  public Coinbase() {
    super("coinbase");
    url("wss://ws-feed.exchange.coinbase.com");
    listsBtcAgainst("USD", "USDT", "EUR", "GBP", "BTC");
    subscribe(
        "{'type':'subscribe','product_ids':[<markets>],'channels':['matches','heartbeat']}",
        "'<symbol>'");
    ids = Continuity.SEQUENTIAL;
    time = TimeFormat.ISO;
    aggressor(/* buy= */ "sell", /* sell= */ "buy");
    names(head, FieldRole.TYPE, "type");
    names(head, FieldRole.ROW_MARKET, "product_id");
    names(head, FieldRole.ID, "trade_id", "last_trade_id");
    names(head, FieldRole.PRICE, "price");
    names(head, FieldRole.QUANTITY, "size");
    names(head, FieldRole.TIME, "time");
    names(head, FieldRole.SIDE, "side");
    names(head, FieldRole.DETAIL, "message", "reason");
    type(MessageType.TRADES, "match");
    type(MessageType.OLD_TRADES, "last_match");
    type(MessageType.ANSWER, "subscriptions");
    type(MessageType.REFUSED, "error");
    type(MessageType.HEARTBEAT, "heartbeat");
    type(MessageType.IGNORED, "ticker");
    history("https://api.exchange.coinbase.com")
        .get("/products/<symbol>/trades?limit=1000&after=<beforeId>", new Paging.OlderIds())
        .spacing(Duration.ofMillis(250)) // Ten per second, with coinbase-advanced.
        .noSuchMarket("invalid product");
  }
}
