package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.HistoryBuilder;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.json.TimeFormat;
import java.net.URI;
import java.time.Duration;

/**
 * KuCoin spot, topics {@code /market/match}. Trade ids are opaque and times are in nanoseconds.
 * Each connection needs a new {@link KucoinToken}, and takes requests only after a welcome.
 *
 * <p>The history names a trade by its {@code sequence}. Since 2022 that is the id of the live feed;
 * before, sequences had 13 digits and ids were no numbers. Rows with such a short number are not
 * used: their trades would count twice.
 */
public final class Kucoin {
  private static final String REST = "https://api.kucoin.com";

  /** The description. */
  public static final VenueDescription VENUE =
      VenueBuilder.venue("kucoin")
          .url("wss://ws-api-spot.kucoin.com/")
          .connectsPerMinute(27)
          .connectionLife(Duration.ofHours(24))
          .listsBtcAgainst("USDT", "USDC", "EUR", "BTC", "ETH")
          .subscribe(
              "{'id':'1','type':'subscribe','topic':'/market/match:<markets>','privateChannel':false,'response':true}",
              "<symbol>",
              /* mostMarkets= */ 100)
          .afterWelcome()
          .ping("{'id':'1','type':'ping'}")
          .token(
              (options, subscription) ->
                  new KucoinToken(
                      options.restUrl().orElse(URI.create(REST)), subscription, options.url()))
          .time(TimeFormat.NANOS)
          .aggressor("buy", "sell")
          .head(FieldRole.TYPE, "type", "subject")
          .head(FieldRole.DETAIL, "code")
          .head(FieldRole.ROWS, "data")
          .row(FieldRole.ROW_MARKET, "symbol")
          .row(FieldRole.ID, "tradeId")
          .row(FieldRole.PRICE, "price")
          .row(FieldRole.QUANTITY, "size")
          .row(FieldRole.TIME, "time")
          .row(FieldRole.SIDE, "side")
          .type(MessageType.TRADES, "trade.l3match")
          .type(MessageType.WELCOME, "welcome")
          .type(MessageType.ANSWER, "ack")
          .type(MessageType.REFUSED, "error")
          .type(MessageType.HEARTBEAT, "pong")
          .history(
              HistoryBuilder.at(REST)
                  .get("/api/v1/market/histories?symbol=<symbol>", new Paging.Newest(100))
                  .status("code", /* ofPage= */ "200000")
                  .head(FieldRole.ROWS, "data")
                  .row(FieldRole.ID, "sequence")
                  .onlyIds(id -> id.text().length() >= 15)
                  .noSuchMarket("900001", "symbol not exists"))
          .build();

  private Kucoin() {}
}
