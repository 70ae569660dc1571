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
final class OkxVoice implements Voice {
  private static final Profile PROFILE =
      Profile.counting("okx", "/ws/v5/business", "BTC-USDT", false, Manners.LISTENS)
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
  public Talk talk(Request request, Hall hall) {
    return new OkxTalk(hall);
  }

  @Override
  public Page page(Query query, Hall hall) {
    if (!query.path().equals("/api/v5/market/history-trades")) {
      return Page.failed(404, Say.json("{'code':'404','msg':'Not Found','data':[]}"));
    }
    Optional<Symbol> symbol = Spelling.DASH.read(query.text("instId"), hall.symbols());
    if (symbol.isEmpty()) {
      return Page.of(Say.json("{'code':'51001','msg':'Instrument ID does not exist','data':[]}"));
    }
    long after = query.number("after").orElse(Long.MAX_VALUE);
    long before = query.number("before").orElse(-1L);
    boolean byTime = query.text("type").equals("2");
    List<Trade> rows =
        Past.last(
            hall.tape(symbol.get()),
            query.limit("limit", MAX_ROWS, MAX_ROWS),
            trade -> {
              long at = byTime ? trade.exchangeTimeUs() / 1000 : Past.number(trade);
              return at < after && at > before;
            });
    return Page.of(
        Say.json("{'code':'0','msg':'','data':[%s]}", Say.list(rows, OkxVoice::pageRow)));
  }

  @Override
  public String sorry(int status) {
    return Say.json(
        status == 200 || status == 429
            ? "{'code':'50011','msg':'Too Many Requests','data':[]}"
            : "{'code':'50001','msg':'Service temporarily unavailable','data':[]}");
  }

  private static String pageRow(Trade trade) {
    return Say.json(
        "{'instId':'%s','side':'%s','sz':'%s','px':'%s','source':'0','tradeId':'%s','ts':'%d'}",
        trade.market().symbol(),
        Say.side(trade, "buy", "sell"),
        trade.quantity().text(),
        trade.price().text(),
        trade.id().text(),
        trade.exchangeTimeUs() / 1000);
  }

  /** A conversation. */
  private static final class OkxTalk extends Talk {
    private static final String CONNECTION = "c7f0ba8e";

    private String channel = "trades-all";

    OkxTalk(Hall hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, Out out) {
      boolean ping = said.equals("ping");
      if (ping) {
        out.text("pong");
      }
      return ping;
    }

    @Override
    void request(String request, Out out) {
      String op = Asked.text(request, "op").orElse("");
      channel = Asked.text(request, "channel").orElse(channel);
      for (String name : Asked.texts(request, "instId")) {
        Optional<Symbol> symbol = listed(name, Spelling.DASH);
        if (symbol.isEmpty()) {
          fail(
              "60018",
              "Wrong URL or channel:" + channel + ",instId:" + name + " doesn't exist.",
              out);
          continue;
        }
        out.text(
            Say.json(
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
    void refuse(String request, int code, String words, Out out) {
      fail(Integer.toString(code), words, out);
    }

    @Override
    void trades(List<Trade> trades, Out out) {
      for (Trade trade : trades) {
        out.text(
            Say.json(
                "{'arg':%s,'data':[{'instId':'%s','tradeId':'%s','px':'%s','sz':'%s',"
                    + "'side':'%s','ts':'%d',%s'source':'0'}]}",
                argument(trade.market().symbol()),
                trade.market().symbol(),
                trade.id().text(),
                trade.price().text(),
                trade.quantity().text(),
                Say.side(trade, "buy", "sell"),
                trade.exchangeTimeUs() / 1000,
                channel.equals("trades") ? Say.json("'count':'1',") : ""));
      }
    }

    @Override
    void closing(Out out) {
      out.text(
          Say.json(
              "{'event':'notice','code':'64008','msg':'The connection will soon be closed for a"
                  + " service upgrade. Please reconnect.','connId':'%s'}",
              CONNECTION));
    }

    private String argument(Symbol symbol) {
      return Say.json("{'channel':'%s','instId':'%s'}", channel, symbol);
    }

    private static void fail(String code, String words, Out out) {
      out.text(
          Say.json(
              "{'event':'error','code':'%s','msg':%s,'connId':'%s'}",
              code, Say.quoted(words), CONNECTION));
    }
  }
}
