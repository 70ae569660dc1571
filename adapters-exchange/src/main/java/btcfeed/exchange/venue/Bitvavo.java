package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import java.time.Duration;

/**
 * Bitvavo v2, channel {@code trades}. Trade ids are UUIDs, so they are opaque. Bitvavo lists no
 * market against dollars: the default markets do not exist there. A refusal has no {@code event},
 * but repeats the {@code action}.
 */
public final class Bitvavo extends VenueDescription {
  public Bitvavo() {
    super("bitvavo");
    url("wss://ws.bitvavo.com/v2/");
    listsBtcAgainst("EUR", "USDC");
    subscribe(
        "{'action':'subscribe','channels':[{'name':'trades','markets':[<markets>]}]}",
        "'<symbol>'");
    aggressor("buy", "sell");
    names(head, FieldRole.TYPE, "event", "action");
    names(head, FieldRole.DETAIL, "errorCode", "error");
    trade(head, "market", "id", "price", "amount", "timestamp", "side");
    type(MessageType.TRADES, "trade");
    type(MessageType.ANSWER, "subscribed");
    type(MessageType.REFUSED, "subscribe");
    history("https://api.bitvavo.com")
        .get(
            "/v2/<symbol>/trades?limit=1000&start=<sinceMs>&end=<untilMs>",
            new Paging.EarlierTimes(1_000))
        // A request weighs 5. These are 600 of 1,000 per minute and address.
        .spacing(Duration.ofMillis(500))
        .head(FieldRole.SUCCESS, "errorCode")
        .noSuchMarket("market parameter");
  }
}
