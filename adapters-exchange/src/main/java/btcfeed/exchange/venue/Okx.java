package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.time.Duration;

/**
 * OKX v5, channel {@code trades-all}. Trade ids count up by one per market. The channel {@code
 * trades} would put several trades into one row, with their {@code count} and the id of the last.
 * Such a row is refused: beside the trades that a back-fill brings, it would count twice. The last
 * trade before the subscription comes again, unmarked. OKX closes a connection after 30 seconds
 * without traffic.
 */
public final class Okx extends VenueDescription {
  public Okx() {
    super("okx");
    url("wss://ws.okx.com:8443/ws/v5/business");
    listsBtcAgainst("USDT", "USDC", "EUR", "BTC", "ETH");
    subscribe(
        "{'op':'subscribe','args':[<markets>]}", "{'channel':'trades-all','instId':'<symbol>'}");
    ping("ping");
    heartbeatText = "pong";
    ids = Continuity.SEQUENTIAL;
    aggressor("buy", "sell");
    names(head, FieldRole.TYPE, "event");
    names(head, FieldRole.INNER, "arg");
    names(head, FieldRole.ROWS, "data");
    names(head, FieldRole.DETAIL, "code", "msg");
    names(inner, FieldRole.TYPE, "channel");
    names(inner, FieldRole.MARKET, "instId");
    trade(row, "instId", "tradeId", "px", "sz", "ts", "side");
    names(row, FieldRole.TRADE_COUNT, "count");
    type(MessageType.TRADES, "trades-all", "trades");
    type(MessageType.ANSWER, "subscribe");
    type(MessageType.REFUSED, "error", "channel-conn-count-error");
    type(MessageType.CLOSING, "notice");
    type(MessageType.IGNORED, "channel-conn-count");
    history("https://www.okx.com")
        .get(
            "/api/v5/market/history-trades?instId=<symbol>&type=1&limit=100&after=<beforeId>",
            new Paging.OlderIds())
        .afterRefusal(Duration.ofSeconds(2))
        .status("code", /* ofPage= */ "0")
        .head(FieldRole.ROWS, "data")
        .noSuchMarket("51001");
  }
}
