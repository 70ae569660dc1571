package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.json.TimeFormat;
import java.util.List;
import java.util.Locale;

/**
 * Bitstamp, channels {@code live_trades}. All markets share one counter of trade ids, so the ids
 * are opaque. Amounts come as numbers and as texts; the texts are exact. Bitstamp asks for a new
 * connection before it closes one. Its history gives the last minute, hour or day, with times in
 * full seconds.
 */
public final class Bitstamp extends VenueDescription {
  public Bitstamp() {
    super("bitstamp");
    url("wss://ws.bitstamp.net");
    listsBtcAgainst("USD", "EUR", "GBP", "USDT", "USDC", "BTC");
    symbol = it -> (it.base() + it.quote()).toLowerCase(Locale.ROOT);
    channel = "live_trades_<symbol>";
    subscribeEach("{'event':'bts:subscribe','data':{'channel':'<channel>'}}");
    ping("{'event':'bts:heartbeat'}");
    time = TimeFormat.MICROS;
    aggressor("0", "1");
    names(head, FieldRole.TYPE, "event");
    names(head, FieldRole.MARKET, "channel");
    names(head, FieldRole.ROWS, "data");
    trade(row, "", "id", "price_str", "amount_str", "microtimestamp", "type");
    names(row, FieldRole.DETAIL, "code", "message");
    type(MessageType.TRADES, "trade");
    type(MessageType.ANSWER, "bts:subscription_succeeded");
    type(MessageType.REFUSED, "bts:error");
    type(MessageType.CLOSING, "bts:request_reconnect");
    type(MessageType.HEARTBEAT, "bts:heartbeat");
    history("https://www.bitstamp.net")
        .get(
            "/api/v2/transactions/<symbol>/?time=<page>",
            new Paging.Windows(List.of("minute", "hour", "day")))
        .row(FieldRole.ID, "tid")
        .row(FieldRole.PRICE, "price")
        .row(FieldRole.QUANTITY, "amount")
        .row(FieldRole.TIME, "date")
        .time(TimeFormat.SECONDS)
        .noSuchMarket("invalid currency pair");
  }
}
