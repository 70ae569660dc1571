package com.example.venue;

import btcfeed.simulator.PastTrades;
import btcfeed.simulator.SymbolSpelling;
import btcfeed.simulator.VenueProtocol;

/** The exchange, simulated after its documentation. It does not use {@link ExampleVenue}. */
final class ExampleProtocol extends VenueProtocol {
  ExampleProtocol() {
    super("example", "/v1", "BTC-USDT", SymbolSpelling.DASH);
    pings(message -> message.is("op", "ping"), "{'event':'pong'}");
    channels("$market", request -> request.list("markets"));
    together();
    unknown(0, "unknown market $channel");
    refusal("{'event':'error','message':'$reason'}");
    answer("{'event':'subscribed','markets':[$subscriptions]}");
    update(
        "{'event':'trade','market':'$market','id':$id,'price':'$price','size':'$size',"
            + "'side':'$side(buy|sell)','time':$ms}");
    history("/v1/trades?market={market}")
        .limit("limit", 100, 500)
        .selection(
            (past, request) -> {
              long from = request.number("from").orElse(0L);
              return past.oldest(trade -> PastTrades.number(trade) >= from);
            })
        .row("{'id':$id,'price':'$price','size':'$size','side':'$side(buy|sell)','time':$ms}")
        .unknown(404, "{'message':'not found'}")
        .unknownMarket(400, "{'message':'unknown market'}")
        .refusals("{'message':'too many requests'}", "{'message':'unavailable'}");
  }
}
