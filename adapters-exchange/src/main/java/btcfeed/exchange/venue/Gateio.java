package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;

/**
 * Gate.io v4, channel {@code spot.trades}. Of two ids the one within the market, {@code id_market},
 * counts up by one; the history calls it {@code sequence_id}. A trade comes by itself or in an
 * array. Gate.io announces a close by a message of type {@code upgrade}, or by such a result in the
 * channel {@code spot.system}.
 */
public final class Gateio extends VenueDescription {
  public Gateio() {
    super("gateio");
    url("wss://api.gateio.ws/ws/v4/");
    listsBtcAgainst("USDT", "USDC", "BTC", "ETH");
    symbol = it -> it.base() + "_" + it.quote();
    subscribe("{'channel':'spot.trades','event':'subscribe','payload':[<markets>]}", "'<symbol>'");
    ids = Continuity.SEQUENTIAL;
    aggressor("buy", "sell");
    names(head, FieldRole.TYPE, "event", "channel", "type");
    names(head, FieldRole.DETAIL, "msg");
    names(head, FieldRole.ROWS, "result");
    names(head, FieldRole.INNER, "error");
    names(inner, FieldRole.DETAIL, "code", "message");
    trade(row, "currency_pair", "id_market", "price", "amount", "create_time_ms", "side");
    names(row, FieldRole.TYPE, "type");
    names(row, FieldRole.DETAIL, "msg");
    type(MessageType.TRADES, "update");
    type(MessageType.ANSWER, "subscribe");
    type(MessageType.CLOSING, "upgrade");
    type(MessageType.NOTICE, "spot.system");
    type(MessageType.HEARTBEAT, "spot.pong");
    history("https://api.gateio.ws")
        .get(
            "/api/v4/spot/trades?currency_pair=<symbol>&limit=1000&from=<sinceSeconds>&to=<untilSeconds>&page=<page>",
            new Paging.Numbers(1_000, /* lastPage= */ 100))
        .row(FieldRole.ID, "sequence_id")
        .noSuchMarket("INVALID_CURRENCY", "INVALID_CURRENCY_PAIR");
  }
}
