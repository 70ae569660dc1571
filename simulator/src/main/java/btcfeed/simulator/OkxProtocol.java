package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * OKX: every trade in a message of its own, the last one before the subscription once more and
 * unmarked, an answer for every market by itself; clients ping in words. Pages by id, newest first.
 */
final class OkxProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.counting("okx", "/ws/v5/business", "BTC-USDT", false, HeartbeatPolicy.LISTENS)
          .every(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final int MAX_ROWS = 100;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/ws/v5/business") || path.equals("/ws/v5/public");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new OkxTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/api/v5/market/history-trades")) {
      return HistoryPage.failed(404, Templates.json("{'code':'404','msg':'Not Found','data':[]}"));
    }
    Optional<Symbol> symbol = SymbolSpelling.DASH.read(query.text("instId"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.of(
          Templates.json("{'code':'51001','msg':'Instrument ID does not exist','data':[]}"));
    }
    long after = query.number("after").orElse(Long.MAX_VALUE);
    long before = query.number("before").orElse(-1L);
    boolean byTime = query.text("type").equals("2");
    List<Trade> rows =
        PastTrades.last(
            hall.tape(symbol.get()),
            query.limit("limit", MAX_ROWS, MAX_ROWS),
            trade -> {
              long at = byTime ? trade.exchangeTimeUs() / 1000 : PastTrades.number(trade);
              return at < after && at > before;
            });
    return HistoryPage.of(
        Templates.json(
            "{'code':'0','msg':'','data':[%s]}", Templates.list(rows, OkxProtocol::pageRow)));
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 200 || status == 429
            ? "{'code':'50011','msg':'Too Many Requests','data':[]}"
            : "{'code':'50001','msg':'Service temporarily unavailable','data':[]}");
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'instId':'%s','side':'%s','sz':'%s','px':'%s','source':'0','tradeId':'%s','ts':'%d'}",
        trade.market().symbol(),
        Templates.side(trade, "buy", "sell"),
        trade.quantity().text(),
        trade.price().text(),
        trade.id().text(),
        trade.exchangeTimeUs() / 1000);
  }

  /** A conversation. */
  private static final class OkxTalk extends ClientSession {
    private static final String CONNECTION = "c7f0ba8e";

    private String channel = "trades-all";

    OkxTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean ping = said.equals("ping");
      if (ping) {
        out.text("pong");
      }
      return ping;
    }

    @Override
    void request(String request, MessageSink out) {
      String op = ClientRequest.text(request, "op").orElse("");
      channel = ClientRequest.text(request, "channel").orElse(channel);
      for (String name : ClientRequest.texts(request, "instId")) {
        Optional<Symbol> symbol = listed(name, SymbolSpelling.DASH);
        if (symbol.isEmpty()) {
          fail(
              "60018",
              "Wrong URL or channel:" + channel + ",instId:" + name + " doesn't exist.",
              out);
          continue;
        }
        out.text(
            Templates.json(
                "{'event':'%s','arg':%s,'connId':'%s'}", op, argument(symbol.get()), CONNECTION));
        if (op.equals("unsubscribe")) {
          unsubscribe(symbol.get());
        } else {
          subscribe(symbol.get());
          trades(hall().newest(symbol.get(), 1), out);
        }
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      fail(Integer.toString(code), words, out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        out.text(
            Templates.json(
                "{'arg':%s,'data':[{'instId':'%s','tradeId':'%s','px':'%s','sz':'%s',"
                    + "'side':'%s','ts':'%d',%s'source':'0'}]}",
                argument(trade.market().symbol()),
                trade.market().symbol(),
                trade.id().text(),
                trade.price().text(),
                trade.quantity().text(),
                Templates.side(trade, "buy", "sell"),
                trade.exchangeTimeUs() / 1000,
                channel.equals("trades") ? Templates.json("'count':'1',") : ""));
      }
    }

    @Override
    void closing(MessageSink out) {
      out.text(
          Templates.json(
              "{'event':'notice','code':'64008','msg':'The connection will soon be closed for a"
                  + " service upgrade. Please reconnect.','connId':'%s'}",
              CONNECTION));
    }

    private String argument(Symbol symbol) {
      return Templates.json("{'channel':'%s','instId':'%s'}", channel, symbol);
    }

    private static void fail(String code, String words, MessageSink out) {
      out.text(
          Templates.json(
              "{'event':'error','code':'%s','msg':%s,'connId':'%s'}",
              code, Templates.quoted(words), CONNECTION));
    }
  }
}
