package btcfeed.exchange.venue;

import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;

/**
 * Binance spot, streams {@code @trade}. Trade ids count up by one per market. A connection lives 24
 * hours. An address can name the streams itself; see {@link BinanceStreams}. A combined message has
 * the name of its stream beside the trade. Messages of other streams are ignored.
 *
 * <p>Trades of futures look like spot trades but for their members {@code X} and {@code st}. They
 * are refused.
 *
 * <p>{@code historicalTrades} gives trades by id. Where that demands a key, as at Binance.US, the
 * newest trades of {@code trades} are fetched, which needs none.
 */
public final class Binance extends VenueDescription {
  public Binance() {
    super("binance");
    url(
        "wss://stream.binance.com:9443/ws",
        "wss://stream.binance.com:443/ws",
        "wss://data-stream.binance.vision/ws");
    connectsPerMinute = 54; // 300 in five minutes.
    listsBtcAgainst("USDT"); // There are no markets against plain dollars.
    maxMarkets = 1024;
    symbol = it -> it.base() + it.quote();
    channel = BinanceStreams.TRADES;
    namedMarkets = BinanceStreams::markets;
    completed = BinanceStreams::withPath;
    // So at most four requests: more than five per second end the connection.
    subscribeAll("{'method':'SUBSCRIBE','params':[<markets>],'id':<number>}", "'<channel>'", 256);
    ids = Continuity.SEQUENTIAL;
    time = TimeFormat.MILLIS_OR_MICROS;
    strict = true;
    aggressor(/* buy= */ "false", /* sell= */ "true"); // True if the buyer is the maker.
    closesWithin = Duration.ZERO;
    names(head, FieldRole.EVENT, "e");
    names(head, FieldRole.FOREIGN, "X", "st");
    names(head, FieldRole.OTHER_CHANNEL, "u", "lastUpdateId");
    trade(head, "s", "t", "p", "q", "T", "m");
    inner.putAll(head);
    names(head, FieldRole.STREAM, "stream");
    names(head, FieldRole.INNER, "data");
    names(head, FieldRole.RESULT, "result");
    names(head, FieldRole.REQUEST, "id");
    names(head, FieldRole.SUCCESS, "error", "code");
    names(head, FieldRole.DETAIL, "msg");
    names(inner, FieldRole.SUCCESS, "code");
    names(inner, FieldRole.DETAIL, "msg");
    type(MessageType.TRADES, "trade");
    type(MessageType.CLOSING, "serverShutdown");
    type(MessageType.IGNORED, "aggTrade", "blockTrade", "kline", "avgPrice", "referencePrice");
    type(MessageType.IGNORED, "depthUpdate", "24hrTicker", "24hrMiniTicker");
    type(MessageType.IGNORED, "1hTicker", "4hTicker", "1dTicker");
    history("https://data-api.binance.vision", "https://api.binance.com")
        .get(
            "/api/v3/historicalTrades?symbol=<symbol>&limit=1000&fromId=<fromId>",
            new Paging.NewerIds())
        .getWithoutKey("/api/v3/trades?symbol=<symbol>&limit=1000", "-2014", "-2015")
        // A request weighs 25. These are 3,500 of 6,000 per minute and address.
        .spacing(Duration.ofMillis(500), 20)
        .row(FieldRole.ID, "id")
        .row(FieldRole.PRICE, "price")
        .row(FieldRole.QUANTITY, "qty")
        .row(FieldRole.TIME, "time")
        .row(FieldRole.SIDE, "isBuyerMaker")
        .noSuchMarket("-1121", "invalid symbol");
  }
}
