package com.example.venue;

import btcfeed.domain.market.Symbol;
import btcfeed.venuekit.VenueCodecContract;
import btcfeed.venuekit.VenueSamples;
import java.util.List;

class ExampleCodecTest extends VenueCodecContract {
  private static final String TRADE =
      """
      {"event":"trade","market":"BTC-USDT","id":4711,"price":"64000.10","size":"0.0012","side":"sell","time":1790000000123}\
      """;

  @Override
  protected VenueSamples samples() {
    return new VenueSamples(
        new ExampleVenue(),
        Symbol.parse("BTC-USDT"),
        /* trade= */ TRADE,
        /* expected= */ "example:BTC-USDT 4711 64000.10 0.0012 sell 1790000000123000",
        /* several= */ List.of(TRADE, TRADE.replace("4711", "4712")),
        /* ids= */ List.of("4711", "4712"),
        /* acknowledgement= */ """
        {"event":"subscribed","markets":["BTC-USDT"]}\
        """,
        /* refusal= */ """
        {"event":"error","message":"unknown market BTC-DOGE"}\
        """,
        /* heartbeat= */ """
        {"event":"pong"}\
        """,
        /* other= */ List.of(),
        /* price= */ "\"64000.10\"",
        /* quantity= */ "\"0.0012\"",
        /* id= */ "4711",
        /* time= */ "1790000000123",
        /* side= */ "\"sell\"",
        /* market= */ "\"BTC-USDT\"");
  }
}
