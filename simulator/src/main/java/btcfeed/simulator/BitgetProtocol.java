package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Optional;

/**
 * Bitget v2, spot: several trades in a message, newest first, and a snapshot after the
 * subscription. Ids have nineteen digits and holes. History pages by id or time, newest first.
 */
final class BitgetProtocol extends VenueProtocol {
  private static final TradeTemplate ROW =
      new TradeTemplate(
          SymbolSpelling.JOINED,
          "{'ts':'$ms','price':'$price','size':'$size','side':'$side(buy|sell)','tradeId':'$id'}");
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/api/v2/spot/market/fills-history?symbol={market}", SymbolSpelling.JOINED)
          .limit("limit", 500, 1000)
          .selection(BitgetProtocol::rows)
          .page("{'code':'00000','msg':'success','requestTime':$now,'data':[$rows]}")
          .row(
              "{'symbol':'$market','tradeId':'$id','side':'$side(Buy|Sell)','price':'$price',"
                  + "'size':'$size','ts':'$ms'}")
          .unknown(404, "{'code':'40404','msg':'Request URL NOT FOUND'}")
          .unknownMarket(400, "{'code':'40034','msg':'Parameter does not exist'}")
          .refusals(
              "{'code':'429','msg':'Too Many Requests'}",
              "{'code':'40015','msg':'System is abnormal, please try again later'}");

  BitgetProtocol() {
    super(
        Profile.of("bitget", "/v2/ws/public", "BTC-USDT", HeartbeatPolicy.CLIENT_PINGS)
            .opaqueIds(1_478_949_856_623_706_112L)
            .seconds(1, 120),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    return past.newest(
        request
            .below("idLessThan", PastTrades::number)
            .and(request.between("startTime", "endTime", PastTrades::millis)));
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return pongIf(message.json().equals("ping"), "pong");
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      for (String name : request.texts("instId")) {
        Optional<Symbol> symbol = listed(name, "", SymbolSpelling.JOINED);
        if (symbol.isEmpty()) {
          fail(name, 30001, "instType:SPOT,channel:trade,instId:" + name + " doesn't exist", out);
          continue;
        }
        out.json("{'event':'subscribe','arg':%s}", argument(name));
        subscribe(symbol.get());
        batches(view().newest(symbol.get(), MAX_ROWS))
            .forEach(batch -> send("snapshot", batch, out));
      }
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      request.texts("instId").forEach(name -> fail(name, code, reason, out));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      batches(trades).forEach(batch -> send("update", batch, out));
    }

    private void send(String action, List<Trade> trades, MessageSink out) {
      String name = SymbolSpelling.JOINED.of(trades.getFirst().market().symbol());
      out.json(
          "{'action':'%s','arg':%s,'data':[%s],'ts':%d}",
          action, argument(name), ROW.list(trades.reversed()), view().wallMs());
    }

    private static String argument(String name) {
      return Templates.json("{'instType':'SPOT','channel':'trade','instId':'%s'}", name);
    }

    private static void fail(String name, int code, String reason, MessageSink out) {
      out.json(
          "{'event':'error','arg':%s,'code':%d,'msg':%s}",
          argument(name), code, Templates.quoted(reason));
    }
  }
}
