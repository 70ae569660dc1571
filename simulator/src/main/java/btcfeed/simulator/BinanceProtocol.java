package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Binance: raw or combined streams. History pages by id, oldest first. */
final class BinanceProtocol extends VenueProtocol {
  private static final TradeTemplate ROW =
      new TradeTemplate(
          SymbolSpelling.JOINED,
          "{'id':$id,'price':'$price','qty':'$size','quoteQty':'$value','time':$ms,"
              + "'isBuyerMaker':$side(false|true),'isBestMatch':true}",
          Map.of("value", BinanceProtocol::value));
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/api/v3/historicalTrades?symbol={market}", SymbolSpelling.JOINED)
          .limit("limit", 500, 1000)
          .selection(BinanceProtocol::rows)
          .row(ROW)
          .unknownMarket(400, "{'code':-1121,'msg':'Invalid symbol.'}")
          .refusals(
              "{'code':-1003,'msg':'Too many requests; please use the websocket.'}",
              "{'code':-1000,'msg':'An unknown error occurred.'}");

  BinanceProtocol() {
    super(
        Profile.of("binance", "/ws", "BTC-USDT", HeartbeatPolicy.PING_FRAMES).seconds(20, 60),
        HISTORY,
        BinanceSession::new);
  }

  @Override
  boolean connects(String path) {
    return path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
  }

  @Override
  String refusal(int status) {
    return status == 451
        ? Templates.json("{'code':0,'msg':'Service unavailable from a restricted location.'}")
        : super.refusal(status);
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    return request.number("fromId").isPresent()
        ? past.oldest(request.between("fromId", "", PastTrades::number))
        : past.newest(_ -> true).reversed();
  }

  private static String value(Trade trade) {
    return trade
        .price()
        .toBigDecimal()
        .multiply(trade.quantity().toBigDecimal())
        .setScale(8, RoundingMode.DOWN)
        .toPlainString();
  }
}
