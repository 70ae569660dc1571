package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.json.TimeFormat;
import java.util.Optional;

/**
 * Coinbase Advanced Trade, channel {@code market_trades}. Trades and ids are those of Coinbase
 * Exchange, and the side is the maker's. The last hundred trades come as a snapshot, which is not
 * published. Messages are numbered, so that a lost one is noticed. Without the channel {@code
 * heartbeats} Coinbase closes a quiet connection.
 */
public final class CoinbaseAdvanced extends VenueDescription {
  public CoinbaseAdvanced() {
    super("coinbase-advanced");
    url("wss://advanced-trade-ws.coinbase.com");
    listsBtcAgainst("USD", "USDT", "EUR", "GBP", "BTC");
    subscribe(
        "{'type':'subscribe','product_ids':[<markets>],'channel':'market_trades'}", "'<symbol>'");
    sendLast = Optional.of("{'type':'subscribe','product_ids':[<markets>],'channel':'heartbeats'}");
    ids = Continuity.SEQUENTIAL;
    time = TimeFormat.ISO;
    aggressor(/* buy= */ "SELL", /* sell= */ "BUY");
    names(head, FieldRole.TYPE, "channel", "type");
    names(head, FieldRole.SEQUENCE, "sequence_num");
    names(head, FieldRole.INNER, "events");
    names(head, FieldRole.DETAIL, "message");
    names(inner, FieldRole.TYPE, "type");
    names(inner, FieldRole.ROWS, "trades");
    trade(row, "product_id", "trade_id", "price", "size", "time", "side");
    type(MessageType.TRADES, "market_trades");
    type(MessageType.OLD_TRADES, "snapshot");
    type(MessageType.ANSWER, "subscriptions");
    type(MessageType.REFUSED, "error");
    type(MessageType.HEARTBEAT, "heartbeats");
    sameTradesAs = Optional.of(new Coinbase());
  }
}
