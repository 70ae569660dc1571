package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bybit v5, spot: several trades in a message, ids with holes; clients ping in words. One page: the
 * last sixty, newest first.
 */
final class BybitProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming(
              "bybit",
              "/v5/public/spot",
              "BTC-USDT",
              false,
              HeartbeatPolicy.LISTENS,
              2_290_000_001_202_469_355L)
          .every(Duration.ofSeconds(1), Duration.ofMinutes(10));
  private static final int MAX_ROWS = 60;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/v5/public/spot");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new BybitTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/v5/market/recent-trade")) {
      return HistoryPage.failed(404, "");
    }
    Optional<Symbol> symbol = SymbolSpelling.JOINED.read(query.text("symbol"), hall.symbols());
    if (symbol.isEmpty() || !query.text("category").equals("spot")) {
      return HistoryPage.of(
          Templates.json("{'retCode':10001,'retMsg':'Not supported symbols','result':{}}"));
    }
    List<Trade> rows =
        PastTrades.last(
            hall.tape(symbol.get()), query.limit("limit", MAX_ROWS, MAX_ROWS), _ -> true);
    return HistoryPage.of(
        Templates.json(
            "{'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[%s]},"
                + "'retExtInfo':{},'time':%d}",
            Templates.list(rows, BybitProtocol::pageRow), hall.wallUs() / 1000));
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 200 || status == 403 || status == 429
            ? "{'retCode':10006,'retMsg':'Too many visits!','result':{}}"
            : "{'retCode':10016,'retMsg':'Server error','result':{}}");
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'execId':'%s','symbol':'%s','price':'%s','size':'%s','side':'%s','time':'%d',"
            + "'isBlockTrade':false,'isRPITrade':false,'seq':'%d'}",
        trade.id().text(),
        SymbolSpelling.JOINED.of(trade.market().symbol()),
        trade.price().text(),
        trade.quantity().text(),
        Templates.side(trade, "Buy", "Sell"),
        trade.exchangeTimeUs() / 1000,
        sequence(trade));
  }

  private static long sequence(Trade trade) {
    return PastTrades.number(trade) % 1_000_000_000_000L;
  }

  /** A conversation. */
  private static final class BybitTalk extends ClientSession {
    private static final String TOPIC = "publicTrade.";
    private static final String CONNECTION = "d9avrj8i70nu0j2a80n0-9cfc4";

    BybitTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean ping = ClientRequest.text(said, "op").filter("ping"::equals).isPresent();
      if (ping) {
        answer(said, true, "pong", "ping", out);
      }
      return ping;
    }

    @Override
    void request(String request, MessageSink out) {
      String op = ClientRequest.text(request, "op").orElse("");
      List<Symbol> asked = new ArrayList<>();
      for (String topic : ClientRequest.list(request, "args")) {
        Optional<Symbol> symbol =
            topic.startsWith(TOPIC)
                ? listed(topic.substring(TOPIC.length()), SymbolSpelling.JOINED)
                : Optional.empty();
        if (symbol.isEmpty()) {
          answer(request, false, "Invalid symbol :[" + topic + "]", op, out);
          return;
        }
        asked.add(symbol.get());
      }
      answer(request, true, op, op, out);
      if (op.equals("unsubscribe")) {
        asked.forEach(this::unsubscribe);
      } else {
        asked.forEach(this::subscribe);
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      answer(request, false, words, "subscribe", out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (List<Trade> message : messages(trades)) {
        out.text(
            Templates.json(
                "{'topic':'%s%s','ts':%d,'type':'snapshot','data':[%s]}",
                TOPIC,
                SymbolSpelling.JOINED.of(message.getFirst().market().symbol()),
                hall().wallUs() / 1000,
                Templates.list(message, BybitTalk::row)));
      }
    }

    private static String row(Trade trade) {
      return Templates.json(
          "{'i':'%s','T':%d,'p':'%s','v':'%s','S':'%s','seq':%d,'s':'%s','BT':false,'RPI':false}",
          trade.id().text(),
          trade.exchangeTimeUs() / 1000,
          trade.price().text(),
          trade.quantity().text(),
          Templates.side(trade, "Buy", "Sell"),
          sequence(trade),
          SymbolSpelling.JOINED.of(trade.market().symbol()));
    }

    private static void answer(
        String request, boolean good, String words, String op, MessageSink out) {
      String id =
          ClientRequest.value(request, "req_id").map("\"req_id\":%s,"::formatted).orElse("");
      out.text(
          Templates.json(
              "{'success':%b,'ret_msg':%s,'conn_id':'%s',%s'op':'%s'}",
              good, Templates.quoted(words), CONNECTION, id, op));
    }
  }
}
