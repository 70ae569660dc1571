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
final class CoinbaseProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.counting("coinbase", "/", "BTC-USD", true, HeartbeatPolicy.RECITES);
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
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new CoinbaseTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    String[] path = query.path().split("/");
    boolean known = path.length == 4 && path[1].equals("products") && path[3].equals("trades");
    Optional<Symbol> symbol =
        known ? SymbolSpelling.DASH.read(path[2], hall.symbols()) : Optional.empty();
    if (symbol.isEmpty()) {
      return HistoryPage.failed(404, Templates.json("{'message':'NotFound'}"));
    }
    long after = query.number("after").orElse(Long.MAX_VALUE);
    long before = query.number("before").orElse(-1L);
    List<Trade> rows =
        PastTrades.last(
            hall.tape(symbol.get()),
            query.limit("limit", MAX_ROWS, MAX_ROWS),
            trade -> PastTrades.number(trade) < after && PastTrades.number(trade) > before);
    Map<String, String> cursors =
        rows.isEmpty()
            ? Map.of()
            : Map.of(
                "CB-BEFORE", rows.getFirst().id().text(), "CB-AFTER", rows.getLast().id().text());
    return new HistoryPage(200, cursors, "[" + Templates.list(rows, CoinbaseProtocol::row) + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429 ? "{'message':'Public rate limit exceeded'}" : "{'message':'Unavailable'}");
  }

  private static String row(Trade trade) {
    return Templates.json(
        "{'trade_id':%s,'side':'%s','size':'%s','price':'%s','time':'%s'}",
        trade.id().text(),
        maker(trade),
        trade.quantity().text(),
        trade.price().text(),
        Templates.iso(trade.exchangeTimeUs()));
  }

  private static String maker(Trade trade) {
    return Templates.side(trade, /* buy= */ "sell", /* sell= */ "buy");
  }

  /** A conversation. */
  private static final class CoinbaseTalk extends ClientSession {
    private boolean heartbeats;

    CoinbaseTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    void request(String request, MessageSink out) {
      List<Symbol> asked = new ArrayList<>();
      for (String product : ClientRequest.list(request, "product_ids")) {
        Optional<Symbol> symbol = listed(product, SymbolSpelling.DASH);
        if (symbol.isEmpty()) {
          fail(product + " is not a valid product", out);
          return;
        }
        asked.add(symbol.get());
      }
      List<String> channels = ClientRequest.list(request, "channels");
      switch (ClientRequest.text(request, "type").orElse("")) {
        case "subscribe" -> subscribe(asked, channels, out);
        case "unsubscribe" -> {
          asked.forEach(this::unsubscribe);
          confirm(channels, out);
        }
        default -> fail("Malformed JSON", out);
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      fail(words, out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      trades.forEach(trade -> print("match", trade, out));
    }

    @Override
    void beat(MessageSink out) {
      if (!heartbeats) {
        return;
      }
      for (Symbol symbol : wanted()) {
        long last = hall().newest(symbol, 1).stream().mapToLong(PastTrades::number).sum();
        out.text(
            Templates.json(
                "{'type':'heartbeat','last_trade_id':%d,'product_id':'%s',"
                    + "'sequence':%d,'time':'%s'}",
                last, symbol, sequence(last) + 1, Templates.iso(hall().wallUs())));
      }
    }

    private void subscribe(List<Symbol> asked, List<String> channels, MessageSink out) {
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

    private void confirm(List<String> channels, MessageSink out) {
      String products =
          Templates.list(List.copyOf(wanted()), symbol -> Templates.quoted(symbol.toString()));
      out.text(
          Templates.json(
              "{'type':'subscriptions','channels':[%s]}",
              Templates.list(
                  channels,
                  channel ->
                      Templates.json(
                          "{'name':'%s','product_ids':[%s],'account_ids':null}",
                          channel, products))));
    }

    private static void fail(String reason, MessageSink out) {
      out.text(
          Templates.json(
              "{'type':'error','message':'Failed to subscribe','reason':%s}",
              Templates.quoted(reason)));
    }

    private static void print(String type, Trade trade, MessageSink out) {
      long number = PastTrades.number(trade);
      out.text(
          Templates.json(
              "{'type':'%s','trade_id':%s,'maker_order_id':'%s','taker_order_id':'%s',"
                  + "'side':'%s','size':'%s','price':'%s','product_id':'%s','sequence':%d,"
                  + "'time':'%s'}",
              type,
              trade.id().text(),
              Templates.order(number),
              Templates.order(~number),
              maker(trade),
              trade.quantity().text(),
              trade.price().text(),
              trade.market().symbol(),
              sequence(number),
              Templates.iso(trade.exchangeTimeUs())));
    }

    /** Grows faster than ids: it also counts what happens on other channels. */
    private static long sequence(long number) {
      return 134_905_859_000L + 7 * number;
    }
  }
}
