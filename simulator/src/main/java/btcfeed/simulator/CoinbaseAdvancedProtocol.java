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
final class CoinbaseAdvancedProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.counting("coinbase-advanced", "/", "BTC-USD", true, HeartbeatPolicy.RECITES);
  private static final String PRODUCTS = "/api/v3/brokerage/market/products/";
  private static final String TICKER = "/ticker";
  private static final VenueProtocol EXCHANGE = new CoinbaseProtocol();
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
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new AdvancedTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    String path = query.path();
    if (path.startsWith("/products/")) {
      // Its trades are those of the Exchange, by the same ids.
      return EXCHANGE.page(query, hall);
    }
    boolean known = path.startsWith(PRODUCTS) && path.endsWith(TICKER);
    Optional<Symbol> symbol =
        known
            ? SymbolSpelling.DASH.read(
                path.substring(PRODUCTS.length(), path.length() - TICKER.length()), hall.symbols())
            : Optional.empty();
    if (symbol.isEmpty()) {
      return HistoryPage.failed(
          404, Templates.json("{'error':'NOT_FOUND','error_details':'not found'}"));
    }
    long start = query.number("start").orElse(0L);
    long end = query.number("end").orElse(Long.MAX_VALUE);
    List<Trade> rows =
        PastTrades.last(
            hall.tape(symbol.get()),
            query.limit("limit", SNAPSHOT, MAX_ROWS),
            trade ->
                trade.exchangeTimeUs() / SECOND_US >= start
                    && trade.exchangeTimeUs() / SECOND_US <= end);
    return HistoryPage.of(
        Templates.json(
            "{'trades':[%s],'best_bid':'','best_ask':''}",
            Templates.list(rows, CoinbaseAdvancedProtocol::pageRow)));
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'error':'RATE_LIMIT_EXCEEDED','message':'Too many requests'}"
            : "{'error':'UNAVAILABLE','message':'Service unavailable'}");
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'trade_id':'%s','product_id':'%s','price':'%s','size':'%s','time':'%s','side':'%s',"
            + "'exchange':'coinbase'}",
        trade.id().text(),
        trade.market().symbol(),
        trade.price().text(),
        trade.quantity().text(),
        Templates.iso(trade.exchangeTimeUs()),
        maker(trade));
  }

  private static String maker(Trade trade) {
    return Templates.side(trade, /* buy= */ "SELL", /* sell= */ "BUY");
  }

  /** A conversation. */
  private static final class AdvancedTalk extends ClientSession {
    private final Set<Symbol> beating = new LinkedHashSet<>();
    private long messages;
    private long beats;

    AdvancedTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    void request(String request, MessageSink out) {
      String channel = ClientRequest.text(request, "channel").orElse("");
      boolean heartbeats = channel.equals("heartbeats");
      boolean off = ClientRequest.text(request, "type").filter("unsubscribe"::equals).isPresent();
      for (String product : ClientRequest.list(request, "product_ids")) {
        Optional<Symbol> listed = listed(product, SymbolSpelling.DASH);
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
    void refuse(String request, int code, String words, MessageSink out) {
      out.text(Templates.json("{'type':'error','message':%s}", Templates.quoted(words)));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      messages(trades).forEach(message -> print("update", message, out));
    }

    @Override
    void beat(MessageSink out) {
      if (!beating.isEmpty()) {
        beats++;
        envelope(
            "heartbeats",
            Templates.json(
                "{'current_time':'%s','heartbeat_counter':'%d'}",
                Templates.isoNanos(hall().wallUs()), beats),
            out);
      }
    }

    private void confirm(MessageSink out) {
      String trades = products("market_trades", wanted());
      String beats = products("heartbeats", beating);
      String both = trades.isEmpty() || beats.isEmpty() ? trades + beats : trades + "," + beats;
      envelope("subscriptions", Templates.json("{'subscriptions':{%s}}", both), out);
    }

    private static String products(String channel, Set<Symbol> symbols) {
      return symbols.isEmpty()
          ? ""
          : Templates.json(
              "'%s':[%s]",
              channel,
              Templates.list(List.copyOf(symbols), symbol -> Templates.quoted(symbol.toString())));
    }

    private void print(String type, List<Trade> trades, MessageSink out) {
      String rows =
          Templates.list(
              trades,
              trade ->
                  Templates.json(
                      "{'product_id':'%s','trade_id':'%s','price':'%s','size':'%s',"
                          + "'time':'%s','side':'%s'}",
                      trade.market().symbol(),
                      trade.id().text(),
                      trade.price().text(),
                      trade.quantity().text(),
                      Templates.iso(trade.exchangeTimeUs()),
                      maker(trade)));
      envelope("market_trades", Templates.json("{'type':'%s','trades':[%s]}", type, rows), out);
    }

    private void envelope(String channel, String event, MessageSink out) {
      out.text(
          Templates.json(
              "{'channel':'%s','timestamp':'%s','sequence_num':%d,'events':[%s]}",
              channel, Templates.isoNanos(hall().wallUs()), messages, event));
      messages++;
    }
  }
}
