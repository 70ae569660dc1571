package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.HistoryBuilder;
import btcfeed.exchange.history.Paging;
import java.time.Duration;

/**
 * Crypto.com Exchange v1, channel {@code trade}. Trade ids rise with gaps, so they are opaque. The
 * answer to the subscription has the number of the request and may contain recent trades, which are
 * not published; other messages contain new trades, newest first. Crypto.com ignores what comes in
 * the first second of a connection, and wants a reply to its heartbeat within five seconds.
 */
public final class CryptoCom {
  /** The description. */
  public static final VenueDescription VENUE =
      VenueBuilder.venue("cryptocom")
          .url("wss://stream.crypto.com/exchange/v1/market")
          .listsBtcAgainst("USD", "USDT", "EUR", "BTC")
          .symbol(it -> it.base() + "_" + it.quote())
          .channel("trade.<symbol>")
          .subscribe(
              "{'id':1,'method':'subscribe','params':{'channels':[<markets>]}}", "'<channel>'")
          .delay(Duration.ofSeconds(1))
          .pingReply("{'id':?,'method':'public/respond-heartbeat'}")
          .aggressor("BUY", "SELL")
          .head(FieldRole.REQUEST, "id")
          .head(FieldRole.TYPE, "method")
          .head(FieldRole.SUCCESS, "code")
          .head(FieldRole.DETAIL, "message")
          .head(FieldRole.INNER, "result")
          .inner(FieldRole.TOPIC, "subscription")
          .inner(FieldRole.TYPE, "channel")
          .inner(FieldRole.ROWS, "data")
          .row(FieldRole.ROW_MARKET, "i")
          .row(FieldRole.ID, "d")
          .row(FieldRole.PRICE, "p")
          .row(FieldRole.QUANTITY, "q")
          .row(FieldRole.TIME, "t")
          .row(FieldRole.SIDE, "s")
          .type(MessageType.TRADES, "trade")
          .type(MessageType.ANSWER, "1")
          .type(MessageType.ANSWER_OR_TRADES, "subscribe")
          .type(MessageType.PING, "public/heartbeat")
          .history(
              HistoryBuilder.at("https://api.crypto.com")
                  .get(
                      "/exchange/v1/public/get-trades?instrument_name=<symbol>&count=150&start_ts=<sinceMs>&end_ts=<untilMs>",
                      new Paging.EarlierTimes(150))
                  .status("code", /* ofPage= */ "0")
                  .head(FieldRole.INNER, "result")
                  .inner(FieldRole.ROWS, "data")
                  .noSuchMarket("invalid instrument", "invalid_instrument", "invalid symbol"))
          .build();

  private CryptoCom() {}
}
