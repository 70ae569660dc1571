package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Optional;

/**
 * OKX: one trade in a message and one answer per market. After the subscription the last trade
 * comes again, unmarked. History pages by id or time, newest first.
 */
final class OkxProtocol extends VenueProtocol {
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/api/v5/market/history-trades?instId={market}", SymbolSpelling.DASH)
          .limit("limit", 100, 100)
          .selection(OkxProtocol::rows)
          .page("{'code':'0','msg':'','data':[$rows]}")
          .row(
              "{'instId':'$market','side':'$side(buy|sell)','sz':'$size','px':'$price',"
                  + "'source':'0','tradeId':'$id','ts':'$ms'}")
          .unknown(404, "{'code':'404','msg':'Not Found','data':[]}")
          .unknownMarket(200, "{'code':'51001','msg':'Instrument ID does not exist','data':[]}")
          .refusals(
              "{'code':'50011','msg':'Too Many Requests','data':[]}",
              "{'code':'50001','msg':'Service temporarily unavailable','data':[]}");

  OkxProtocol() {
    super(
        Profile.of("okx", "/ws/v5/business", "BTC-USDT", HeartbeatPolicy.CLIENT_PINGS)
            .seconds(1, 30),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    return request.text("type").equals("2")
        ? past.newest(
            request
                .above("before", PastTrades::millis)
                .and(request.below("after", PastTrades::millis)))
        : past.newest(
            request
                .above("before", PastTrades::number)
                .and(request.below("after", PastTrades::number)));
  }

  private static final class Session extends ClientSession {
    private static final String CONNECTION = "c7f0ba8e";
    private static final TradeTemplate TRADE =
        new TradeTemplate(
            SymbolSpelling.DASH,
            "{'arg':{'channel':'trades-all','instId':'$market'},'data':[{'instId':'$market',"
                + "'tradeId':'$id','px':'$price','sz':'$size','side':'$side(buy|sell)',"
                + "'ts':'$ms','source':'0'}]}");

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
        Optional<Symbol> symbol = listed(name, "", SymbolSpelling.DASH);
        if (symbol.isEmpty()) {
          String reason = "Wrong URL or channel:trades-all,instId:" + name + " doesn't exist.";
          refuse(request, 60018, reason, out);
          continue;
        }
        out.json(
            "{'event':'subscribe','arg':{'channel':'trades-all','instId':'%s'},'connId':'%s'}",
            name, CONNECTION);
        subscribe(symbol.get());
        trades(view().newest(symbol.get(), 1), out);
      }
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json(
          "{'event':'error','code':'%d','msg':%s,'connId':'%s'}",
          code, Templates.quoted(reason), CONNECTION);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      trades.forEach(trade -> out.text(TRADE.of(trade)));
    }

    @Override
    void announceClose(MessageSink out) {
      out.json(
          "{'event':'notice','code':'64008','msg':'The connection will soon be closed for a"
              + " service upgrade. Please reconnect.','connId':'%s'}",
          CONNECTION);
    }
  }
}
