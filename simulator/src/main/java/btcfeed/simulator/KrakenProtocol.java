package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.ArrayList;
import java.util.List;

/**
 * Kraken, WebSocket v2: several trades in a message, one answer per market, and a heartbeat in each
 * second without a trade. History pages by time, oldest first.
 */
final class KrakenProtocol extends VenueProtocol {
  private static final int MAX_PAGE_ROWS = 1000;
  private static final String SENT_TRADES = "sent trades";
  private static final String TIMES = "'time_in':'$nowIso','time_out':'$nowIso'}";
  private static final String STATUS =
      "{'channel':'status','type':'update','data':[{'version':'2.0.10','system':'%s',"
          + "'api_version':'v2','connection_id':9495665260460728638,"
          + "'upcoming_maintenance':[],'emergency':[]}]}";

  /** {@code XBTUSD}: history pages have another name for bitcoin. */
  private static final SymbolSpelling PAIR =
      symbol -> currency(symbol.base()) + currency(symbol.quote());

  /** {@code XXBTZUSD} for old pairs in the answers; newer pairs are spelled as in requests. */
  private static final SymbolSpelling KEY =
      symbol ->
          symbol.quote().length() == 3
              ? "X" + currency(symbol.base()) + "Z" + currency(symbol.quote())
              : PAIR.of(symbol);

  KrakenProtocol() {
    super("kraken", "/v2", "BTC-USD", SymbolSpelling.SLASH);
    heartbeats(HeartbeatPolicy.HEARTBEATS, 1, 60);
    microseconds();
    fields().message("echo", message -> message.request().echo("req_id"));
    fields().message("snapshot", message -> wantsSnapshot(message.request()));
    greeting(STATUS.formatted("online"));
    closing(STATUS.formatted("maintenance"));
    pings(ping -> ping.is("method", "ping"), "{'method':'pong'," + TIMES);
    channels("$market", request -> request.list("symbol"));
    unknown(0, "Currency pair not supported $channel");
    refusal(
        "{'error':'$reason','method':'subscribe'$echo,'success':false,'symbol':'$channel',"
            + TIMES);
    answer(
        "{'method':'subscribe'$echo,'result':{'channel':'trade','snapshot':$snapshot,"
            + "'symbol':'$channel'},'success':true,"
            + TIMES);
    rows(
        "{'symbol':'$market','side':'$side(buy|sell)','price':$price,'qty':$size,"
            + "'ord_type':'limit','trade_id':$id,'timestamp':'$iso'}");
    snapshot("{'channel':'trade','type':'snapshot','data':[$rows]}");
    update("{'channel':'trade','type':'update','data':[$rows]}");
    heartbeat("{'channel':'heartbeat'}");
    history("/0/public/Trades?pair={market}", KEY, PAIR)
        .selection((past, _) -> past.oldest(_ -> true))
        .page("{'error':[],'result':{'$market':$rows}}")
        .body(KrakenProtocol::rows)
        .unknown(404, "{'error':['EGeneral:Unknown method']}")
        .unknownMarket(200, "{'error':['EQuery:Unknown asset pair']}")
        .refusals("{'error':['EAPI:Rate limit exceeded']}", "{'error':['EService:Unavailable']}");
  }

  private static String rows(RequestHead request, List<Trade> trades) {
    long since = request.number("since").orElse(0L);
    long count = Math.clamp(request.number("count").orElse((long) MAX_PAGE_ROWS), 1, MAX_PAGE_ROWS);
    List<String> rows = new ArrayList<>();
    long last = since;
    long nanos = 0;
    for (Trade trade : trades) {
      // Every trade gets its own nanosecond, so that a page can end between any two trades.
      nanos = Math.max(nanos + 1, trade.exchangeTimeUs() * 1000);
      if (nanos > since && rows.size() < count) {
        rows.add(
            Templates.json(
                "['%s','%s',%d.%07d,'%s','l','',%s]",
                trade.price().text(),
                trade.quantity().text(),
                nanos / 1_000_000_000,
                nanos % 1_000_000_000 / 100,
                trade.side() == Side.BUY ? "b" : "s",
                trade.id().text()));
        last = nanos;
      }
    }
    return Templates.json("[%s],'last':'%d'", String.join(",", rows), last);
  }

  private static String currency(String name) {
    return name.equals("BTC") ? "XBT" : name;
  }

  private static boolean wantsSnapshot(ClientRequest request) {
    return request.json().replace(" ", "").contains("\"snapshot\":true");
  }

  @Override
  protected void accept(VenueMessage message, List<Symbol> symbols) {
    super.accept(message, symbols);
    if (wantsSnapshot(message.request())) {
      List<Trade> past = message.session().markets().newest(symbols.getFirst(), MAX_ROWS);
      send(MessageKind.SNAPSHOT, message.with(past));
    }
  }

  @Override
  protected void trades(List<Trade> trades, ClientSession session) {
    session.notes().add(SENT_TRADES);
    super.trades(trades, session);
  }

  @Override
  protected void heartbeat(ClientSession session) {
    if (!session.notes().remove(SENT_TRADES) && subscribed(session)) {
      super.heartbeat(session);
    }
  }
}
