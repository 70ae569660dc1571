package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Coinbase Advanced Trade: several trades in a message with the maker's side, the last hundred as a
 * snapshot after the subscription, and a number on every message that counts up by one. Pages by
 * second, newest first.
 */
final class CoinbaseAdvancedVoice implements Voice {
  private static final Profile PROFILE =
      Profile.counting("coinbase-advanced", "/", "BTC-USD", true, Manners.RECITES);
  private static final String PRODUCTS = "/api/v3/brokerage/market/products/";
  private static final String TICKER = "/ticker";
  private static final Voice EXCHANGE = new CoinbaseVoice();
  private static final int MAX_ROWS = 1000;
  private static final int SNAPSHOT = 100;
  private static final long SECOND_US = 1_000_000;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/");
  }

  @Override
  public Talk talk(Request request, Hall hall) {
    return new AdvancedTalk(hall);
  }

  @Override
  public Page page(Query query, Hall hall) {
    String path = query.path();
    if (path.startsWith("/products/")) {
      // Its trades are those of the Exchange, by the same ids.
      return EXCHANGE.page(query, hall);
    }
    boolean known = path.startsWith(PRODUCTS) && path.endsWith(TICKER);
    Optional<Symbol> symbol =
        known
            ? Spelling.DASH.read(
                path.substring(PRODUCTS.length(), path.length() - TICKER.length()), hall.symbols())
            : Optional.empty();
    if (symbol.isEmpty()) {
      return Page.failed(404, Say.json("{'error':'NOT_FOUND','error_details':'not found'}"));
    }
    long start = query.number("start").orElse(0L);
    long end = query.number("end").orElse(Long.MAX_VALUE);
    List<Trade> rows =
        Past.last(
            hall.tape(symbol.get()),
            query.limit("limit", SNAPSHOT, MAX_ROWS),
            trade ->
                trade.exchangeTimeUs() / SECOND_US >= start
                    && trade.exchangeTimeUs() / SECOND_US <= end);
    return Page.of(
        Say.json(
            "{'trades':[%s],'best_bid':'','best_ask':''}",
            Say.list(rows, CoinbaseAdvancedVoice::pageRow)));
  }

  @Override
  public String sorry(int status) {
    return Say.json(
        status == 429
            ? "{'error':'RATE_LIMIT_EXCEEDED','message':'Too many requests'}"
            : "{'error':'UNAVAILABLE','message':'Service unavailable'}");
  }

  private static String pageRow(Trade trade) {
    return Say.json(
        "{'trade_id':'%s','product_id':'%s','price':'%s','size':'%s','time':'%s','side':'%s',"
            + "'exchange':'coinbase'}",
        trade.id().text(),
        trade.market().symbol(),
        trade.price().text(),
        trade.quantity().text(),
        Say.iso(trade.exchangeTimeUs()),
        maker(trade));
  }

  private static String maker(Trade trade) {
    return Say.side(trade, /* buy= */ "SELL", /* sell= */ "BUY");
  }

  /** A conversation. */
  private static final class AdvancedTalk extends Talk {
    private final Set<Symbol> beating = new LinkedHashSet<>();
    private long messages;
    private long beats;

    AdvancedTalk(Hall hall) {
      super(hall);
    }

    @Override
    void request(String request, Out out) {
      String channel = Asked.text(request, "channel").orElse("");
      boolean heartbeats = channel.equals("heartbeats");
      boolean off = Asked.text(request, "type").filter("unsubscribe"::equals).isPresent();
      for (String product : Asked.list(request, "product_ids")) {
        Optional<Symbol> listed = listed(product, Spelling.DASH);
        if (listed.isEmpty()) {
          refuse(request, 0, "authentication failure or unknown product " + product, out);
          return;
        }
        Symbol symbol = listed.get();
        if (heartbeats) {
          beating.add(symbol);
        } else if (off) {
          unsubscribe(symbol);
        } else {
          subscribe(symbol);
          List<Trade> last = hall().newest(symbol, SNAPSHOT).reversed();
          if (!last.isEmpty()) {
            print("snapshot", last, out);
          }
        }
      }
      confirm(out);
    }

    @Override
    void refuse(String request, int code, String words, Out out) {
      out.text(Say.json("{'type':'error','message':%s}", Say.quoted(words)));
    }

    @Override
    void trades(List<Trade> trades, Out out) {
      messages(trades).forEach(message -> print("update", message, out));
    }

    @Override
    void beat(Out out) {
      if (!beating.isEmpty()) {
        beats++;
        envelope(
            "heartbeats",
            Say.json(
                "{'current_time':'%s','heartbeat_counter':'%d'}",
                Say.isoNanos(hall().wallUs()), beats),
            out);
      }
    }

    private void confirm(Out out) {
      String trades = products("market_trades", wanted());
      String beats = products("heartbeats", beating);
      String both = trades.isEmpty() || beats.isEmpty() ? trades + beats : trades + "," + beats;
      envelope("subscriptions", Say.json("{'subscriptions':{%s}}", both), out);
    }

    private static String products(String channel, Set<Symbol> symbols) {
      return symbols.isEmpty()
          ? ""
          : Say.json(
              "'%s':[%s]",
              channel, Say.list(List.copyOf(symbols), symbol -> Say.quoted(symbol.toString())));
    }

    private void print(String type, List<Trade> trades, Out out) {
      String rows =
          Say.list(
              trades,
              trade ->
                  Say.json(
                      "{'product_id':'%s','trade_id':'%s','price':'%s','size':'%s',"
                          + "'time':'%s','side':'%s'}",
                      trade.market().symbol(),
                      trade.id().text(),
                      trade.price().text(),
                      trade.quantity().text(),
                      Say.iso(trade.exchangeTimeUs()),
                      maker(trade)));
      envelope("market_trades", Say.json("{'type':'%s','trades':[%s]}", type, rows), out);
    }

    private void envelope(String channel, String event, Out out) {
      out.text(
          Say.json(
              "{'channel':'%s','timestamp':'%s','sequence_num':%d,'events':[%s]}",
              channel, Say.isoNanos(hall().wallUs()), messages, event));
      messages++;
    }
  }
}
