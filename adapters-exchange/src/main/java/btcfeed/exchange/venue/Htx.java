package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.util.Locale;

/**
 * HTX, formerly Huobi, channel {@code trade.detail}. {@code tradeId} counts up by one per market;
 * the history calls it {@code trade-id}. Amounts are JSON numbers, some with an exponent. Several
 * trades of a message come newest first, and the last trade before the subscription comes again,
 * unmarked. HTX pings every five seconds and closes a connection after two pings without a reply.
 */
public final class Htx extends VenueDescription {
  public Htx() {
    super("htx");
    url("wss://api.huobi.pro/ws", "wss://api-aws.huobi.pro/ws", "wss://api.htx.com/ws");
    listsBtcAgainst("USDT", "USDC", "HUSD", "BTC", "ETH");
    symbol = it -> (it.base() + it.quote()).toLowerCase(Locale.ROOT);
    channel = "market.<symbol>.trade.detail";
    subscribeEach("{'sub':'<channel>','id':'<market>'}");
    pingReply = "{'pong':?}";
    gzipped = true;
    ids = Continuity.SEQUENTIAL;
    aggressor("buy", "sell");
    names(head, FieldRole.TYPE, "status");
    names(head, FieldRole.MARKET, "subbed");
    names(head, FieldRole.DETAIL, "err-code", "err-msg");
    names(head, FieldRole.PING, "ping");
    names(head, FieldRole.TOPIC, "ch");
    names(head, FieldRole.INNER, "tick");
    names(inner, FieldRole.ROWS, "data");
    trade(row, "", "tradeId", "price", "amount", "ts", "direction");
    type(MessageType.ANSWER, "ok");
    type(MessageType.REFUSED, "error");
    history("https://api.huobi.pro", "https://api-aws.huobi.pro", "https://api.htx.com")
        .get("/market/history/trade?symbol=<symbol>&size=2000", new Paging.Newest(2_000))
        .status("status", /* ofPage= */ "ok")
        .head(FieldRole.DETAIL, "err-code", "err-msg")
        .head(FieldRole.INNER, "data")
        .inner(FieldRole.ROWS, "data")
        .row(FieldRole.ID, "trade-id")
        .noSuchMarket("invalid symbol", "base-symbol-error");
  }
}
