package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.json.TimeFormat;

/**
 * Coinbase Advanced Trade, channel {@code market_trades}. Trades and ids are those of Coinbase
 * Exchange, and the side is the maker's. The last hundred trades come as a snapshot, which is not
 * published. Messages are numbered, so that a lost one is noticed. Without the channel {@code
 * heartbeats} Coinbase closes a quiet connection.
 */
public final class CoinbaseAdvanced {
  /** The description. */
  public static final VenueDescription VENUE =
      VenueBuilder.venue("coinbase-advanced")
          .url("wss://advanced-trade-ws.coinbase.com")
          .listsBtcAgainst("USD", "USDT", "EUR", "GBP", "BTC")
          .subscribe(
              "{'type':'subscribe','product_ids':[<markets>],'channel':'market_trades'}",
              "'<symbol>'")
          .sendLast("{'type':'subscribe','product_ids':[<markets>],'channel':'heartbeats'}")
          .ids(Continuity.SEQUENTIAL)
          .time(TimeFormat.ISO)
          .maker("BUY", "SELL")
          .head(FieldRole.TYPE, "channel", "type")
          .head(FieldRole.SEQUENCE, "sequence_num")
          .head(FieldRole.INNER, "events")
          .head(FieldRole.DETAIL, "message")
          .inner(FieldRole.TYPE, "type")
          .inner(FieldRole.ROWS, "trades")
          .row(FieldRole.ROW_MARKET, "product_id")
          .row(FieldRole.ID, "trade_id")
          .row(FieldRole.PRICE, "price")
          .row(FieldRole.QUANTITY, "size")
          .row(FieldRole.TIME, "time")
          .row(FieldRole.SIDE, "side")
          .type(MessageType.TRADES, "market_trades")
          .type(MessageType.OLD_TRADES, "snapshot")
          .type(MessageType.ANSWER, "subscriptions")
          .type(MessageType.REFUSED, "error")
          .type(MessageType.HEARTBEAT, "heartbeats")
          .sameTradesAs(Coinbase.VENUE)
          .build();

  private CoinbaseAdvanced() {}
}
