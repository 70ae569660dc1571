package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.HistoryBuilder;
import btcfeed.exchange.history.Paging;

/**
 * Gate.io v4, channel {@code spot.trades}. Of two ids the one within the market, {@code id_market},
 * counts up by one; the history calls it {@code sequence_id}. A trade comes by itself or in an
 * array. Gate.io announces a close by a message of type {@code upgrade}, or by such a result in the
 * channel {@code spot.system}.
 */
public final class Gateio {
  /** The description. */
  public static final VenueDescription VENUE =
      VenueBuilder.venue("gateio")
          .url("wss://api.gateio.ws/ws/v4/")
          .listsBtcAgainst("USDT", "USDC", "BTC", "ETH")
          .symbol(it -> it.base() + "_" + it.quote())
          .subscribe(
              "{'channel':'spot.trades','event':'subscribe','payload':[<markets>]}", "'<symbol>'")
          .ids(Continuity.SEQUENTIAL)
          .aggressor("buy", "sell")
          .head(FieldRole.TYPE, "event", "channel", "type")
          .head(FieldRole.DETAIL, "msg")
          .head(FieldRole.ROWS, "result")
          .head(FieldRole.INNER, "error")
          .inner(FieldRole.DETAIL, "code", "message")
          .row(FieldRole.ROW_MARKET, "currency_pair")
          .row(FieldRole.ID, "id_market")
          .row(FieldRole.PRICE, "price")
          .row(FieldRole.QUANTITY, "amount")
          .row(FieldRole.TIME, "create_time_ms")
          .row(FieldRole.SIDE, "side")
          .row(FieldRole.TYPE, "type")
          .row(FieldRole.DETAIL, "msg")
          .type(MessageType.TRADES, "update")
          .type(MessageType.ANSWER, "subscribe")
          .type(MessageType.CLOSING, "upgrade")
          .type(MessageType.NOTICE, "spot.system")
          .type(MessageType.HEARTBEAT, "spot.pong")
          .history(
              HistoryBuilder.at("https://api.gateio.ws")
                  .get(
                      "/api/v4/spot/trades?currency_pair=<symbol>&limit=1000&from=<sinceSeconds>&to=<untilSeconds>&page=<page>",
                      new Paging.Numbers(1_000, /* lastPage= */ 100))
                  .row(FieldRole.ID, "sequence_id")
                  .noSuchMarket("INVALID_CURRENCY", "INVALID_CURRENCY_PAIR"))
          .build();

  private Gateio() {}
}
