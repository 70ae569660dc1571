package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Coinbase Exchange: matches with the maker's side, the trade before the subscription first, and
 * heartbeats that name the last trade. Pages by id, newest first.
 */
final class CoinbaseVoice implements Voice {
  private static final Profile PROFILE =
      Profile.counting("coinbase", "/", "BTC-USD", true, Manners.RECITES);
  private static final int MAX_ROWS = 1000;

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
    return new CoinbaseTalk(hall);
  }

  @Override
  public Page page(Query query, Hall hall) {
    String[] path = query.path().split("/");
    boolean known = path.length == 4 && path[1].equals("products") && path[3].equals("trades");
    Optional<Symbol> symbol =
        known ? Spelling.DASH.read(path[2], hall.symbols()) : Optional.empty();
    if (symbol.isEmpty()) {
      return Page.failed(404, Say.json("{'message':'NotFound'}"));
    }
    long after = query.number("after").orElse(Long.MAX_VALUE);
    long before = query.number("before").orElse(-1L);
    List<Trade> rows =
        Past.last(
            hall.tape(symbol.get()),
            query.limit("limit", MAX_ROWS, MAX_ROWS),
            trade -> Past.number(trade) < after && Past.number(trade) > before);
    Map<String, String> cursors =
        rows.isEmpty()
            ? Map.of()
            : Map.of(
                "CB-BEFORE", rows.getFirst().id().text(), "CB-AFTER", rows.getLast().id().text());
    return new Page(200, cursors, "[" + Say.list(rows, CoinbaseVoice::row) + "]");
  }

  @Override
  public String sorry(int status) {
    return Say.json(
        status == 429 ? "{'message':'Public rate limit exceeded'}" : "{'message':'Unavailable'}");
  }

  private static String row(Trade trade) {
    return Say.json(
        "{'trade_id':%s,'side':'%s','size':'%s','price':'%s','time':'%s'}",
        trade.id().text(),
        maker(trade),
        trade.quantity().text(),
        trade.price().text(),
        Say.iso(trade.exchangeTimeUs()));
  }

  private static String maker(Trade trade) {
    return Say.side(trade, /* buy= */ "sell", /* sell= */ "buy");
  }

  /** A conversation. */
  private static final class CoinbaseTalk extends Talk {
    private boolean heartbeats;

    CoinbaseTalk(Hall hall) {
      super(hall);
    }

    @Override
    void request(String request, Out out) {
      List<Symbol> asked = new ArrayList<>();
      for (String product : Asked.list(request, "product_ids")) {
        Optional<Symbol> symbol = listed(product, Spelling.DASH);
        if (symbol.isEmpty()) {
          fail(product + " is not a valid product", out);
          return;
        }
        asked.add(symbol.get());
      }
      List<String> channels = Asked.list(request, "channels");
      switch (Asked.text(request, "type").orElse("")) {
        case "subscribe" -> subscribe(asked, channels, out);
        case "unsubscribe" -> {
          asked.forEach(this::unsubscribe);
          confirm(channels, out);
        }
        default -> fail("Malformed JSON", out);
      }
    }

    @Override
    void refuse(String request, int code, String words, Out out) {
      fail(words, out);
    }

    @Override
    void trades(List<Trade> trades, Out out) {
      trades.forEach(trade -> print("match", trade, out));
    }

    @Override
    void beat(Out out) {
      if (!heartbeats) {
        return;
      }
      for (Symbol symbol : wanted()) {
        long last = hall().newest(symbol, 1).stream().mapToLong(Past::number).sum();
        out.text(
            Say.json(
                "{'type':'heartbeat','last_trade_id':%d,'product_id':'%s',"
                    + "'sequence':%d,'time':'%s'}",
                last, symbol, sequence(last) + 1, Say.iso(hall().wallUs())));
      }
    }

    private void subscribe(List<Symbol> asked, List<String> channels, Out out) {
      heartbeats |= channels.contains("heartbeat");
      boolean matches = channels.contains("matches");
      if (matches) {
        asked.forEach(this::subscribe);
      }
      confirm(channels, out);
      for (Symbol symbol : matches ? asked : List.<Symbol>of()) {
        hall().newest(symbol, 1).forEach(trade -> print("last_match", trade, out));
      }
    }

    private void confirm(List<String> channels, Out out) {
      String products = Say.list(List.copyOf(wanted()), symbol -> Say.quoted(symbol.toString()));
      out.text(
          Say.json(
              "{'type':'subscriptions','channels':[%s]}",
              Say.list(
                  channels,
                  channel ->
                      Say.json(
                          "{'name':'%s','product_ids':[%s],'account_ids':null}",
                          channel, products))));
    }

    private static void fail(String reason, Out out) {
      out.text(
          Say.json(
              "{'type':'error','message':'Failed to subscribe','reason':%s}", Say.quoted(reason)));
    }

    private static void print(String type, Trade trade, Out out) {
      long number = Past.number(trade);
      out.text(
          Say.json(
              "{'type':'%s','trade_id':%s,'maker_order_id':'%s','taker_order_id':'%s',"
                  + "'side':'%s','size':'%s','price':'%s','product_id':'%s','sequence':%d,"
                  + "'time':'%s'}",
              type,
              trade.id().text(),
              Say.order(number),
              Say.order(~number),
              maker(trade),
              trade.quantity().text(),
              trade.price().text(),
              trade.market().symbol(),
              sequence(number),
              Say.iso(trade.exchangeTimeUs())));
    }

    /** Grows faster than ids: it also counts what happens on other channels. */
    private static long sequence(long number) {
      return 134_905_859_000L + 7 * number;
    }
  }
}
