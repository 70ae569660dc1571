package btcfeed.exchange.venue;

import btcfeed.domain.market.Side;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;

/**
 * Kraken, WebSocket v2, channel {@code trade}. Trade ids count up by one per market, and prices are
 * JSON numbers. Kraken answers for each market by itself, and sends a heartbeat in each second
 * without other messages.
 */
public final class Kraken extends VenueDescription {
  public Kraken() {
    super("kraken");
    url("wss://ws.kraken.com/v2");
    connectsPerMinute = 13; // 150 in ten minutes lead to a ban.
    listsBtcAgainst("USD", "USDT", "USDC", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "BTC", "ETH");
    symbol = it -> it.base() + "/" + it.quote();
    subscribeAll(
        "{'method':'subscribe','params':{'channel':'trade','symbol':[<markets>],'snapshot':false},'req_id':1}",
        "'<symbol>'",
        Integer.MAX_VALUE);
    ping("{'method':'ping'}");
    ids = Continuity.SEQUENTIAL;
    time = TimeFormat.ISO;
    side(Side.BUY, "buy", "b");
    side(Side.SELL, "sell", "s");
    names(head, FieldRole.TYPE, "channel", "type", "method");
    names(head, FieldRole.ROWS, "data");
    names(head, FieldRole.SUCCESS, "success");
    names(head, FieldRole.INNER, "result");
    names(head, FieldRole.MARKET, "symbol");
    names(head, FieldRole.DETAIL, "error");
    names(inner, FieldRole.MARKET, "symbol");
    trade(row, "symbol", "trade_id", "price", "qty", "timestamp", "side");
    names(row, FieldRole.TYPE, "system");
    type(MessageType.TRADES, "trade");
    type(MessageType.OLD_TRADES, "snapshot");
    type(MessageType.ANSWER, "subscribe");
    type(MessageType.HEARTBEAT, "heartbeat", "pong");
    type(MessageType.PAUSING, "maintenance", "cancel_only", "post_only", "limit_only");
    type(MessageType.IGNORED, "status", "ticker");
    history("https://api.kraken.com")
        .get(
            "/0/public/Trades?pair=<symbol>&count=1000&since=<justBeforeNs>",
            new Paging.LaterTimes(1_000, /* precisionUs= */ 1))
        .spacing(Duration.ofMillis(1_200))
        .afterRefusal(Duration.ofSeconds(15))
        .symbol(it -> currency(it.base()) + currency(it.quote()))
        .head(FieldRole.INNER, "result")
        .inner(FieldRole.OTHER, "last")
        .otherInner(FieldRole.ROWS) // Kraken names the pair differently in the response.
        .columns(
            FieldRole.PRICE,
            FieldRole.QUANTITY,
            FieldRole.TIME,
            FieldRole.SIDE,
            FieldRole.OTHER,
            FieldRole.OTHER,
            FieldRole.ID)
        .time(TimeFormat.SECONDS)
        .noSuchMarket("Unknown asset pair");
  }

  private static String currency(String name) {
    return name.equals("BTC") ? "XBT" : name;
  }
}
