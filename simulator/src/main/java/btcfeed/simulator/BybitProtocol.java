package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Bybit v5, spot: several trades in a message and ids with holes. One history page: the last sixty
 * trades, newest first.
 */
final class BybitProtocol extends VenueProtocol {
  private static final String TOPIC = "publicTrade.";
  private static final Map<String, Function<Trade, String>> SEQUENCE =
      Map.of("seq", trade -> Long.toString(PastTrades.number(trade) % 1_000_000_000_000L));
  private static final TradeTemplate ROW =
      new TradeTemplate(
          SymbolSpelling.JOINED,
          "{'i':'$id','T':$ms,'p':'$price','v':'$size','S':'$side(Buy|Sell)','seq':$seq,"
              + "'s':'$market','BT':false,'RPI':false}",
          SEQUENCE);
  private static final TradeTemplate HISTORY_ROW =
      new TradeTemplate(
          SymbolSpelling.JOINED,
          "{'execId':'$id','symbol':'$market','price':'$price','size':'$size',"
              + "'side':'$side(Buy|Sell)','time':'$ms','isBlockTrade':false,'isRPITrade':false,"
              + "'seq':'$seq'}",
          SEQUENCE);
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/v5/market/recent-trade?symbol={market}", SymbolSpelling.JOINED)
          .limit("limit", 60, 60)
          .page(
              "{'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[$rows]},"
                  + "'retExtInfo':{},'time':$now}")
          .row(HISTORY_ROW)
          .unknown(404, "")
          .unknownMarket(200, "{'retCode':10001,'retMsg':'Not supported symbols','result':{}}")
          .refusals(
              "{'retCode':10006,'retMsg':'Too many visits!','result':{}}",
              "{'retCode':10016,'retMsg':'Server error','result':{}}");

  BybitProtocol() {
    super(
        Profile.of("bybit", "/v5/public/spot", "BTC-USDT", HeartbeatPolicy.CLIENT_PINGS)
            .opaqueIds(2_290_000_001_202_469_355L)
            .seconds(1, 600),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return message.is("op", "ping")
          ? Optional.of(answer(message, true, "pong", "ping"))
          : Optional.empty();
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      String op = request.text("op");
      allListed(
              request.list("args"),
              TOPIC,
              SymbolSpelling.JOINED,
              topic -> out.text(answer(request, false, "Invalid symbol :[" + topic + "]", op)))
          .ifPresent(
              symbols -> {
                out.text(answer(request, true, op, op));
                symbols.forEach(this::subscribe);
              });
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.text(answer(request, false, reason, "subscribe"));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (List<Trade> batch : batches(trades)) {
        out.json(
            "{'topic':'%s%s','ts':%d,'type':'snapshot','data':[%s]}",
            TOPIC,
            SymbolSpelling.JOINED.of(batch.getFirst().market().symbol()),
            view().wallMs(),
            ROW.list(batch));
      }
    }

    private static String answer(ClientRequest request, boolean good, String text, String op) {
      return Templates.json(
          "{'success':%b,'ret_msg':%s,'conn_id':'d9avrj8i70nu0j2a80n0-9cfc4'%s,'op':'%s'}",
          good, Templates.quoted(text), request.echo("req_id"), op);
    }
  }
}
