package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.time.Duration;

/**
 * Crypto.com Exchange v1, channel {@code trade}. Trade ids rise with gaps, so they are opaque. The
 * answer to the subscription has the number of the request and may contain recent trades, which are
 * not published; other messages contain new trades, newest first. Crypto.com ignores what comes in
 * the first second of a connection, and wants a reply to its heartbeat within five seconds.
 */
public final class CryptoCom extends VenueDescription {
  public CryptoCom() {
    super("cryptocom");
    url("wss://stream.crypto.com/exchange/v1/market");
    listsBtcAgainst("USD", "USDT", "EUR", "BTC");
    symbol = it -> it.base() + "_" + it.quote();
    channel = "trade.<symbol>";
    subscribe(
        "{'id':<number>,'method':'subscribe','params':{'channels':[<markets>]}}", "'<channel>'");
    delay = Duration.ofSeconds(1);
    pingReply = "{'id':?,'method':'public/respond-heartbeat'}";
    aggressor("BUY", "SELL");
    names(head, FieldRole.REQUEST, "id");
    names(head, FieldRole.TYPE, "method");
    names(head, FieldRole.SUCCESS, "code");
    names(head, FieldRole.DETAIL, "message");
    names(head, FieldRole.INNER, "result");
    names(inner, FieldRole.TOPIC, "subscription");
    names(inner, FieldRole.TYPE, "channel");
    names(inner, FieldRole.ROWS, "data");
    trade(row, "i", "d", "p", "q", "t", "s");
    type(MessageType.TRADES, "trade");
    type(MessageType.ANSWER_OR_TRADES, "subscribe");
    type(MessageType.PING, "public/heartbeat");
    history("https://api.crypto.com")
        .get(
            "/exchange/v1/public/get-trades?instrument_name=<symbol>&count=150&start_ts=<sinceMs>&end_ts=<untilMs>",
            new Paging.EarlierTimes(150))
        .status("code", /* ofPage= */ "0")
        .head(FieldRole.INNER, "result")
        .inner(FieldRole.ROWS, "data")
        .noSuchMarket("invalid instrument", "invalid_instrument", "invalid symbol");
  }
}
