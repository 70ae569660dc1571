package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Crypto.com Exchange v1: several trades in a message, newest first. The answer to a subscription
 * carries past trades and looks like an update. History pages by time, newest first.
 */
final class CryptoComProtocol extends VenueProtocol {
  private static final String CHANNEL = "trade.";
  private static final TradeTemplate ROW =
      new TradeTemplate(
          SymbolSpelling.UNDERLINE,
          "{'d':'$id','t':$ms,'p':'$price','q':'$size','s':'$side(BUY|SELL)','i':'$market',"
              + "'m':'$match'}",
          Map.of("match", CryptoComProtocol::match));
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at(
              "/exchange/v1/public/get-trades?instrument_name={market}", SymbolSpelling.UNDERLINE)
          .limit("count", 150, 150)
          .selection(
              (past, request) ->
                  past.newest(request.between("start_ts", "end_ts", PastTrades::millis)))
          .page("{'id':-1,'method':'public/get-trades','code':0,'result':{'data':[$rows]}}")
          .row(ROW)
          .unknown(404, "{'code':10004,'message':'Invalid method'}")
          .unknownMarket(400, "{'code':40004,'message':'Invalid instrument_name'}")
          .refusals(
              "{'code':42901,'message':'RATE_LIMIT'}", "{'code':50001,'message':'ERR_INTERNAL'}");

  CryptoComProtocol() {
    super(
        Profile.of("cryptocom", "/exchange/v1/market", "BTC-USDT", HeartbeatPolicy.PING_MESSAGES)
            .opaqueIds(1_788_335_095_880_381_801L)
            .seconds(30, 5),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static String match(Trade trade) {
    return Long.toString(4_611_686_018_690_000_000L + PastTrades.number(trade) % 1_000_000);
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return pongIf(message.is("method", "public/respond-heartbeat"), "");
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      String id = request.value("id").orElse("-1");
      for (String channel : request.list("channels")) {
        Optional<Symbol> symbol = listed(channel, CHANNEL, SymbolSpelling.UNDERLINE);
        if (symbol.isEmpty()) {
          refuse(request, 40004, "Unknown symbol: " + channel, out);
        } else {
          subscribe(symbol.get());
          send(id, symbol.get(), view().newest(symbol.get(), MAX_ROWS), out);
        }
      }
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json(
          "{'id':%s,'code':%d,'method':'subscribe','message':%s}",
          request.value("id").orElse("-1"), code, Templates.quoted(reason));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      batches(trades).forEach(batch -> send("-1", batch.getFirst().market().symbol(), batch, out));
    }

    @Override
    void heartbeat(MessageSink out) {
      out.json("{'id':%d,'method':'public/heartbeat','code':0}", view().wallMs());
    }

    private static void send(String id, Symbol symbol, List<Trade> trades, MessageSink out) {
      String name = SymbolSpelling.UNDERLINE.of(symbol);
      out.json(
          "{'id':%s,'method':'subscribe','code':0,'result':{'instrument_name':'%s',"
              + "'subscription':'%s%s','channel':'trade','data':[%s]}}",
          id, name, CHANNEL, name, ROW.list(trades.reversed()));
    }
  }
}
