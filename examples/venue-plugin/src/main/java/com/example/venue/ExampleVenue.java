package com.example.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.venue.VenueDescription;
import java.time.Duration;

/** The exchange of this example. Trade ids count up by one per market. */
public final class ExampleVenue extends VenueDescription {
  public ExampleVenue() {
    super("example");
    url("wss://feed.example.com/v1");
    connectsPerMinute = 30;
    listsBtcAgainst("USDT", "EUR");
    subscribe("{'op':'subscribe','markets':[<markets>]}", "'<symbol>'");
    ping("{'op':'ping'}");
    ids = Continuity.SEQUENTIAL;
    aggressor("buy", "sell");
    names(head, FieldRole.TYPE, "event");
    names(head, FieldRole.DETAIL, "message");
    trade(head, "market", "id", "price", "size", "time", "side");
    type(MessageType.TRADES, "trade");
    type(MessageType.ANSWER, "subscribed");
    type(MessageType.REFUSED, "error");
    type(MessageType.HEARTBEAT, "pong");
    history("https://api.example.com")
        .get("/v1/trades?market=<symbol>&from=<fromId>&limit=500", new Paging.NewerIds())
        .spacing(Duration.ofMillis(250))
        .noSuchMarket("unknown market");
  }
}
