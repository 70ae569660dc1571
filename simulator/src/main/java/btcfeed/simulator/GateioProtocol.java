package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gate.io v4: one trade in a message, its time in milliseconds with a fraction. History pages by id
 * or by second, newest first.
 */
final class GateioProtocol extends VenueProtocol {
  private static final Map<String, Function<Trade, String>> MILLIS =
      Map.of("millis", GateioProtocol::millis);
  private static final TradeTemplate TRADE =
      new TradeTemplate(
          SymbolSpelling.UNDERLINE,
          "'channel':'spot.trades','event':'update','result':{'id':$id,'id_market':$id,"
              + "'create_time':$sec,'create_time_ms':'$millis','side':'$side(buy|sell)',"
              + "'currency_pair':'$market','amount':'$size','price':'$price','range':'$id-$id',"
              + "'stock':'$base','money':'$quote','trade_mode':0}",
          MILLIS);
  private static final TradeTemplate HISTORY_ROW =
      new TradeTemplate(
          SymbolSpelling.UNDERLINE,
          "{'id':'$id','create_time':'$sec','create_time_ms':'$millis','currency_pair':'$market',"
              + "'side':'$side(buy|sell)','amount':'$size','price':'$price','sequence_id':'$id'}",
          MILLIS);
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/api/v4/spot/trades?currency_pair={market}", SymbolSpelling.UNDERLINE)
          .limit("limit", 100, 1000)
          .selection(GateioProtocol::rows)
          .row(HISTORY_ROW)
          .unknown(404, "{'label':'NOT_FOUND','message':'Request path not found'}")
          .unknownMarket(400, "{'label':'INVALID_CURRENCY_PAIR','message':'Invalid currency pair'}")
          .refusals(
              "{'label':'TOO_MANY_REQUESTS','message':'Request Rate limit Exceeded'}",
              "{'label':'SERVER_ERROR','message':'Internal server error'}");

  GateioProtocol() {
    super(
        Profile.of("gateio", "/ws/v4/", "BTC-USDT", HeartbeatPolicy.CLIENT_PINGS).microseconds(),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    if (request.number("last_id").isPresent()) {
      return request.text("reverse").equals("true")
          ? past.oldest(request.above("last_id", PastTrades::number))
          : past.newest(request.below("last_id", PastTrades::number));
    }
    long skipped = past.limit() * (request.number("page").orElse(1L) - 1);
    return new PastTrades(past.tape(), Integer.MAX_VALUE, past.nowUs())
        .newest(request.between("from", "to", PastTrades::seconds)).stream()
            .skip(skipped)
            .limit(past.limit())
            .toList();
  }

  private static String millis(Trade trade) {
    return "%d.%03d000".formatted(PastTrades.millis(trade), trade.exchangeTimeUs() % 1000);
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return pongIf(
          message.is("channel", "spot.ping"),
          "{%s,'channel':'spot.pong','event':'','error':null,'result':null}",
          times());
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      allListed(
              request.list("payload"),
              "",
              SymbolSpelling.UNDERLINE,
              pair -> refuse(request, 2, "unknown currency pair: " + pair, out))
          .ifPresent(
              symbols -> {
                answer(request, Templates.json("'result':{'status':'success'}"), out);
                symbols.forEach(this::subscribe);
              });
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      String error = "'error':{'code':%d,'message':%s},'result':null";
      answer(request, Templates.json(error, code, Templates.quoted(reason)), out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      trades.forEach(trade -> out.json("{%s,%s}", times(), TRADE.of(trade)));
    }

    private void answer(ClientRequest request, String outcome, MessageSink out) {
      String payload = Templates.list(request.list("payload"), Templates::quoted);
      out.json(
          "{%s,'conn_id':'b2c2b0629e0c34a3','trace_id':'e3b8','channel':'spot.trades',"
              + "'event':'subscribe','payload':[%s],%s,'requestId':'e3b8'}",
          times(), payload, outcome);
    }

    private String times() {
      return Templates.json("'time':%d,'time_ms':%d", view().wallMs() / 1000, view().wallMs());
    }
  }
}
