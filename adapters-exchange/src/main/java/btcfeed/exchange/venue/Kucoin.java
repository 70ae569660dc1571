package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.json.TimeFormat;
import java.net.URI;
import java.util.Optional;

/**
 * KuCoin spot, topics {@code /market/match}. Trade ids are opaque and times are in nanoseconds.
 * Each connection needs a new {@link KucoinToken}, and takes requests only after a welcome.
 *
 * <p>The history names a trade by its {@code sequence}. Since 2022 that is the id of the live feed;
 * before, sequences had 13 digits and ids were no numbers. Rows with such a short number are not
 * used: their trades would count twice.
 */
public final class Kucoin extends VenueDescription {
  private static final String REST = "https://api.kucoin.com";

  public Kucoin() {
    super("kucoin");
    url("wss://ws-api-spot.kucoin.com/");
    connectsPerMinute = 27;
    listsBtcAgainst("USDT", "USDC", "EUR", "BTC", "ETH");
    subscribe(
        "{'id':'1','type':'subscribe','topic':'/market/match:<markets>','privateChannel':false,'response':true}",
        "<symbol>",
        /* mostMarkets= */ 100);
    afterWelcome = true;
    ping("{'id':'1','type':'ping'}");
    token =
        Optional.of(
            (options, subscription) ->
                new KucoinToken(
                    options.restUrl().orElse(URI.create(REST)), subscription, options.url()));
    time = TimeFormat.NANOS;
    aggressor("buy", "sell");
    names(head, FieldRole.TYPE, "type", "subject");
    names(head, FieldRole.DETAIL, "code");
    names(head, FieldRole.ROWS, "data");
    trade(row, "symbol", "tradeId", "price", "size", "time", "side");
    type(MessageType.TRADES, "trade.l3match");
    type(MessageType.WELCOME, "welcome");
    type(MessageType.ANSWER, "ack");
    type(MessageType.REFUSED, "error");
    type(MessageType.HEARTBEAT, "pong");
    history(REST)
        .get("/api/v1/market/histories?symbol=<symbol>", new Paging.Newest(100))
        .status("code", /* ofPage= */ "200000")
        .head(FieldRole.ROWS, "data")
        .row(FieldRole.ID, "sequence")
        .onlyIds(id -> id.text().length() >= 15)
        .noSuchMarket("900001", "symbol not exists");
  }
}
