package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Bitget v2, spot: several trades in a message, newest first, a snapshot after the subscription,
 * ids of nineteen digits with holes; clients ping in words. Pages by id or time, newest first.
 */
final class BitgetProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming(
              "bitget",
              "/v2/ws/public",
              "BTC-USDT",
              false,
              HeartbeatPolicy.LISTENS,
              1_478_949_856_623_706_112L)
          .every(Duration.ofSeconds(1), Duration.ofSeconds(120));
  private static final int ROWS = 500;
  private static final int MAX_ROWS = 1000;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/v2/ws/public");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new BitgetTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/api/v2/spot/market/fills-history")) {
      return HistoryPage.failed(
          404, Templates.json("{'code':'40404','msg':'Request URL NOT FOUND'}"));
    }
    Optional<Symbol> symbol = SymbolSpelling.JOINED.read(query.text("symbol"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.failed(
          400, Templates.json("{'code':'40034','msg':'Parameter does not exist'}"));
    }
    long below = query.number("idLessThan").orElse(Long.MAX_VALUE);
    long startMs = query.number("startTime").orElse(0L);
    long endMs = query.number("endTime").orElse(Long.MAX_VALUE);
    List<Trade> rows =
        PastTrades.last(
            hall.tape(symbol.get()),
            query.limit("limit", ROWS, MAX_ROWS),
            trade -> PastTrades.number(trade) < below && PastTrades.within(trade, startMs, endMs));
    return HistoryPage.of(
        Templates.json(
            "{'code':'00000','msg':'success','requestTime':%d,'data':[%s]}",
            hall.wallUs() / 1000, Templates.list(rows, BitgetProtocol::pageRow)));
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'code':'429','msg':'Too Many Requests'}"
            : "{'code':'40015','msg':'System is abnormal, please try again later'}");
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'symbol':'%s','tradeId':'%s','side':'%s','price':'%s','size':'%s','ts':'%d'}",
        SymbolSpelling.JOINED.of(trade.market().symbol()),
        trade.id().text(),
        Templates.side(trade, "Buy", "Sell"),
        trade.price().text(),
        trade.quantity().text(),
        trade.exchangeTimeUs() / 1000);
  }

  /** A conversation. */
  private static final class BitgetTalk extends ClientSession {
    BitgetTalk(ExchangeView hall) {
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
      for (String name : ClientRequest.texts(request, "instId")) {
        Optional<Symbol> symbol = listed(name, SymbolSpelling.JOINED);
        if (symbol.isEmpty()) {
          fail(name, 30001, "instType:SPOT,channel:trade,instId:" + name + " doesn't exist", out);
          continue;
        }
        out.text(Templates.json("{'event':'%s','arg':%s}", op, argument(name)));
        if (op.equals("unsubscribe")) {
          unsubscribe(symbol.get());
        } else {
          subscribe(symbol.get());
          List<Trade> last = hall().newest(symbol.get(), MAX_ROWS);
          if (!last.isEmpty()) {
            print("snapshot", last, out);
          }
        }
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      for (String name : ClientRequest.texts(request, "instId")) {
        fail(name, code, words, out);
      }
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      messages(trades).forEach(message -> print("update", message, out));
    }

    private void print(String action, List<Trade> trades, MessageSink out) {
      String name = SymbolSpelling.JOINED.of(trades.getFirst().market().symbol());
      out.text(
          Templates.json(
              "{'action':'%s','arg':%s,'data':[%s],'ts':%d}",
              action,
              argument(name),
              Templates.list(trades.reversed(), BitgetTalk::row),
              hall().wallUs() / 1000));
    }

    private static String row(Trade trade) {
      return Templates.json(
          "{'ts':'%d','price':'%s','size':'%s','side':'%s','tradeId':'%s'}",
          trade.exchangeTimeUs() / 1000,
          trade.price().text(),
          trade.quantity().text(),
          Templates.side(trade, "buy", "sell"),
          trade.id().text());
    }

    private static String argument(String name) {
      return Templates.json("{'instType':'SPOT','channel':'trade','instId':'%s'}", name);
    }

    private static void fail(String name, int code, String words, MessageSink out) {
      out.text(
          Templates.json(
              "{'event':'error','arg':%s,'code':%d,'msg':%s}",
              argument(name), code, Templates.quoted(words)));
    }
  }
}
