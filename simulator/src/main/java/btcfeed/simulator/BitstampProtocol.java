package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bitstamp: one trade in a message, with microseconds, and one channel per market. One counter
 * gives the ids of all markets. One history page: the last minute, hour or day, newest first.
 */
final class BitstampProtocol extends VenueProtocol {
  private static final String CHANNEL = "live_trades_";
  private static final Map<String, Long> WINDOWS_S =
      Map.of("minute", 60L, "hour", 3_600L, "day", 86_400L);
  private static final int LIFETIME_S = 90 * 86_400;
  private static final TradeTemplate TRADE =
      new TradeTemplate(
          SymbolSpelling.SMALL,
          "{'data':{'id':$id,'timestamp':'$sec','amount':$size,'amount_str':'$size',"
              + "'price':$price,'price_str':'$price','type':$side(0|1),'microtimestamp':'$us',"
              + "'buy_order_id':$buyer,'sell_order_id':$seller},'channel':'live_trades_$market',"
              + "'event':'trade'}",
          Map.of(
              "buyer", trade -> Long.toString(2 * PastTrades.number(trade)),
              "seller", trade -> Long.toString(2 * PastTrades.number(trade) + 1)));
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/api/v2/transactions/{market}/", SymbolSpelling.SMALL)
          .selection(BitstampProtocol::rows)
          .row("{'date':'$sec','tid':'$id','amount':'$size','type':'$side(0|1)','price':'$price'}")
          .unknown(404, "{'status':'error','reason':'Not found'}")
          .refusals(
              "{'status':'error','reason':'Request refused','code':'$status'}",
              "{'status':'error','reason':'Request refused','code':'$status'}");

  BitstampProtocol() {
    super(
        Profile.of("bitstamp", "/", "BTC-USD", HeartbeatPolicy.CLIENT_PINGS)
            .opaqueIds(628_186_942)
            .microseconds()
            .seconds(1, LIFETIME_S),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    long windowS = WINDOWS_S.getOrDefault(request.text("time"), 3_600L);
    return past.newest(trade -> trade.exchangeTimeUs() >= past.nowUs() - windowS * 1_000_000);
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return pongIf(
          message.is("event", "bts:heartbeat"),
          "{'event':'bts:heartbeat','channel':'','data':{'status':'success'}}");
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      String channel = request.text("channel");
      Optional<Symbol> symbol = listed(channel, CHANNEL, SymbolSpelling.SMALL);
      if (symbol.isPresent() && request.is("event", "bts:subscribe")) {
        event("bts:subscription_succeeded", channel, "{}", out);
        subscribe(symbol.get());
      } else {
        refuse(request, 4001, "Bad subscription string.", out);
      }
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      String error = Templates.json("{'code':%d,'message':%s}", code, Templates.quoted(reason));
      event("bts:error", "", error, out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      trades.forEach(trade -> out.text(TRADE.of(trade)));
    }

    @Override
    void announceClose(MessageSink out) {
      event("bts:request_reconnect", "", "\"\"", out);
    }

    private static void event(String event, String channel, String data, MessageSink out) {
      out.json("{'event':'%s','channel':'%s','data':%s}", event, channel, data);
    }
  }
}
