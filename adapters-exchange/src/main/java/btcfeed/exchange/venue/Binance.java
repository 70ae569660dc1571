package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.binance.BinanceEndpoint;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.history.HistoryBuilder;
import btcfeed.exchange.history.Paging;
import java.time.Duration;

/**
 * Binance spot, streams {@code @trade}. Trade ids count up by one per market. A connection lives 24
 * hours. An address can name the streams itself, so that a {@link BinanceEndpoint} decides what to
 * send.
 *
 * <p>{@code historicalTrades} gives trades by id. Where that demands a key, as at Binance.US, the
 * newest trades of {@code trades} are fetched, which needs none.
 */
public final class Binance {
  /** The description. */
  public static final VenueDescription VENUE =
      VenueBuilder.venue("binance")
          .url(
              "wss://stream.binance.com:9443/ws",
              "wss://stream.binance.com:443/ws",
              "wss://data-stream.binance.vision/ws")
          .connectsPerMinute(54) // 300 in five minutes.
          .connectionLife(Duration.ofHours(24))
          .ids(Continuity.SEQUENTIAL)
          .codec(BinanceEndpoint::codec)
          .aggressor(/* buy= */ "false", /* sell= */ "true")
          .history(
              HistoryBuilder.at("https://data-api.binance.vision", "https://api.binance.com")
                  .get(
                      "/api/v3/historicalTrades?symbol=<symbol>&limit=1000&fromId=<fromId>",
                      new Paging.NewerIds())
                  .getWithoutKey("/api/v3/trades?symbol=<symbol>&limit=1000", "-2014", "-2015")
                  // A request weighs 25. These are 3,500 of 6,000 per minute and address.
                  .spacing(Duration.ofMillis(500))
                  .burst(20)
                  .symbol(it -> it.base() + it.quote())
                  .row(FieldRole.ID, "id")
                  .row(FieldRole.PRICE, "price")
                  .row(FieldRole.QUANTITY, "qty")
                  .row(FieldRole.TIME, "time")
                  .row(FieldRole.SIDE, "isBuyerMaker")
                  .noSuchMarket("-1121", "invalid symbol"))
          .build();

  private Binance() {}
}
