package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Optional;

/**
 * Gate.io v4: one trade in a message, its time in milliseconds with a fraction. History pages by id
 * or by second, newest first.
 */
final class GateioProtocol extends VenueProtocol {
  private static final String TIMES = "{'time':$nowSec,'time_ms':$now,";
  private static final String OPENING =
      TIMES
          + "'conn_id':'b2c2b0629e0c34a3','trace_id':'e3b8','channel':'spot.trades',"
          + "'event':'subscribe','payload':[$payload],";

  GateioProtocol() {
    super("gateio", "/ws/v4/", "BTC-USDT", SymbolSpelling.UNDERLINE);
    microseconds();
    fields().trade("millis", GateioProtocol::millis);
    fields()
        .message("payload", it -> Templates.list(it.request().list("payload"), Templates::quoted));
    pings(
        ping -> ping.is("channel", "spot.ping"),
        TIMES + "'channel':'spot.pong','event':'','error':null,'result':null}");
    channels("$market", request -> request.list("payload"));
    together();
    unknown(2, "unknown currency pair: $channel");
    refusal(
        OPENING + "'error':{'code':$code,'message':'$reason'},'result':null,'requestId':'e3b8'}");
    answer(OPENING + "'result':{'status':'success'},'requestId':'e3b8'}");
    update(
        TIMES
            + "'channel':'spot.trades','event':'update','result':{'id':$id,'id_market':$id,"
            + "'create_time':$sec,'create_time_ms':'$millis','side':'$side(buy|sell)',"
            + "'currency_pair':'$market','amount':'$size','price':'$price','range':'$id-$id',"
            + "'stock':'$base','money':'$quote','trade_mode':0}}");
    history("/api/v4/spot/trades?currency_pair={market}")
        .limit("limit", 100, 1000)
        .selection(GateioProtocol::rows)
        .row(
            "{'id':'$id','create_time':'$sec','create_time_ms':'$millis',"
                + "'currency_pair':'$market','side':'$side(buy|sell)','amount':'$size',"
                + "'price':'$price','sequence_id':'$id'}")
        .unknown(404, "{'label':'NOT_FOUND','message':'Request path not found'}")
        .unknownMarket(400, "{'label':'INVALID_CURRENCY_PAIR','message':'Invalid currency pair'}")
        .refusals(
            "{'label':'TOO_MANY_REQUESTS','message':'Request Rate limit Exceeded'}",
            "{'label':'SERVER_ERROR','message':'Internal server error'}");
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    Optional<Long> last = request.number("last_id");
    if (last.isPresent()) {
      return request.text("reverse").equals("true")
          ? past.oldest(trade -> PastTrades.number(trade) > last.get())
          : past.newest(trade -> PastTrades.number(trade) < last.get());
    }
    long skipped = past.limit() * (request.number("page").orElse(1L) - 1);
    return new PastTrades(past.backwards(), Integer.MAX_VALUE, past.nowUs())
        .newest(request.between("from", "to", PastTrades::seconds)).stream()
            .skip(skipped)
            .limit(past.limit())
            .toList();
  }

  private static String millis(Trade trade) {
    return "%d.%03d000".formatted(PastTrades.millis(trade), trade.exchangeTimeUs() % 1000);
  }
}
