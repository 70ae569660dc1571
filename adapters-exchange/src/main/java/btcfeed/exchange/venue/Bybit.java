package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.time.Duration;

/**
 * Bybit v5 spot, channel {@code publicTrade}. All markets share one counter of trade ids, so the
 * ids are opaque. Each message of trades is called a snapshot and is none.
 */
public final class Bybit extends VenueDescription {
  public Bybit() {
    super("bybit");
    url("wss://stream.bybit.com/v5/public/spot");
    listsBtcAgainst("USDT", "USDC", "EUR", "BTC", "ETH");
    symbol = it -> it.base() + it.quote();
    channel = "publicTrade.<symbol>";
    subscribe("{'op':'subscribe','args':[<markets>]}", "'<channel>'", /* mostMarkets= */ 10);
    ping("{'op':'ping'}", Duration.ofSeconds(20));
    aggressor("Buy", "Sell");
    names(head, FieldRole.TYPE, "op");
    names(head, FieldRole.SUCCESS, "success");
    names(head, FieldRole.DETAIL, "ret_msg");
    names(head, FieldRole.TOPIC, "topic");
    names(head, FieldRole.ROWS, "data");
    trade(row, "s", "i", "p", "v", "T", "S");
    type(MessageType.ANSWER, "subscribe");
    type(MessageType.HEARTBEAT, "ping", "pong");
    history("https://api.bybit.com")
        .get(
            "/v5/market/recent-trade?category=spot&symbol=<symbol>&limit=60", new Paging.Newest(60))
        .status("retCode", /* ofPage= */ "0")
        .head(FieldRole.DETAIL, "retMsg")
        .head(FieldRole.INNER, "result")
        .inner(FieldRole.ROWS, "list")
        .row(FieldRole.ID, "execId")
        .row(FieldRole.PRICE, "price")
        .row(FieldRole.QUANTITY, "size")
        .row(FieldRole.TIME, "time")
        .row(FieldRole.SIDE, "side")
        .noSuchMarket("not supported symbols", "symbol invalid", "invalid symbol");
  }
}
