package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.List;

/**
 * Bitvavo v2: one trade in a message, UUIDs as ids, and one answer that lists all subscriptions.
 * History pages by time, newest first.
 */
final class BitvavoProtocol extends VenueProtocol {
  private static final TradeTemplate TRADE =
      new TradeTemplate(
          SymbolSpelling.DASH,
          "{'event':'trade','timestamp':$ms,'market':'$market','id':'$id','amount':'$size',"
              + "'price':'$price','side':'$side(buy|sell)'}");
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/v2/{market}/trades", SymbolSpelling.DASH)
          .limit("limit", 500, 1000)
          .selection(
              (past, request) -> past.newest(request.between("start", "end", PastTrades::millis)))
          .row(
              "{'id':'$id','timestamp':$ms,'amount':'$size','price':'$price',"
                  + "'side':'$side(buy|sell)'}")
          .unknown(404, "<html>Not Found</html>")
          .unknownMarket(400, "{'errorCode':205,'error':'market parameter is invalid.'}")
          .refusals(
              "{'errorCode':105,'error':'Rate limit exceeded.'}",
              "{'errorCode':101,'error':'Unknown error. Operation may or may not have"
                  + " succeeded.'}");

  BitvavoProtocol() {
    super(
        Profile.of("bitvavo", "/v2/", "BTC-EUR", HeartbeatPolicy.CLIENT_PINGS).opaqueIds(1),
        HISTORY,
        (_, view) -> new Session(view));
  }

  @Override
  TradeId id(long number) {
    return TradeId.of(Templates.uuid(number));
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      allListed(
              request.list("markets"),
              "",
              SymbolSpelling.DASH,
              _ -> refuse(request, 205, "market parameter is invalid.", out))
          .ifPresent(
              symbols -> {
                symbols.forEach(this::subscribe);
                out.json(
                    "{'event':'subscribed','subscriptions':{'trades':[%s]}}",
                    Templates.list(subscriptions(), it -> Templates.quoted(it.toString())));
              });
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json("{'action':'subscribe','errorCode':%d,'error':%s}", code, Templates.quoted(reason));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      trades.forEach(trade -> out.text(TRADE.of(trade)));
    }
  }
}
