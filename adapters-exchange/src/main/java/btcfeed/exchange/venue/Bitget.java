package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.time.Duration;

/**
 * Bitget v2 spot, channel {@code trade}. Trade ids rise with gaps, so they are opaque. Recent
 * trades come as a snapshot, which is ignored. Several trades of a message come newest first.
 */
public final class Bitget extends VenueDescription {
  public Bitget() {
    super("bitget");
    url("wss://ws.bitget.com/v2/ws/public");
    listsBtcAgainst("USDT", "USDC", "EUR", "BTC", "ETH");
    symbol = it -> it.base() + it.quote();
    subscribe(
        "{'op':'subscribe','args':[<markets>]}",
        "{'instType':'SPOT','channel':'trade','instId':'<symbol>'}");
    ping("ping", Duration.ofSeconds(30));
    heartbeatText = "pong";
    aggressor("buy", "sell");
    names(head, FieldRole.TYPE, "event", "action");
    names(head, FieldRole.INNER, "arg");
    names(head, FieldRole.ROWS, "data");
    names(head, FieldRole.DETAIL, "code", "msg");
    names(inner, FieldRole.MARKET, "instId");
    trade(row, "", "tradeId", "price", "size", "ts", "side");
    type(MessageType.TRADES, "update");
    type(MessageType.OLD_TRADES, "snapshot");
    type(MessageType.ANSWER, "subscribe");
    type(MessageType.REFUSED, "error");
    history("https://api.bitget.com")
        .get(
            "/api/v2/spot/market/fills-history?symbol=<symbol>&limit=1000&startTime=<sinceMs>&endTime=<untilMs>",
            new Paging.EarlierTimes(1_000))
        .status("code", /* ofPage= */ "00000")
        .head(FieldRole.ROWS, "data")
        .noSuchMarket("40309", "symbol does not exist");
  }
}
