package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Bitvavo v2: each trade in a message of its own, UUIDs as ids, one answer that lists all
 * subscriptions. Pages by time, newest first.
 */
final class BitvavoProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming("bitvavo", "/v2/", "BTC-EUR", false, HeartbeatPolicy.LISTENS, 1)
          .every(Duration.ofSeconds(1), Duration.ofSeconds(60));
  private static final int ROWS = 500;
  private static final int MAX_ROWS = 1000;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/v2/") || path.equals("/v2");
  }

  @Override
  public TradeId id(long number) {
    return TradeId.of(Templates.order(number));
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new BitvavoSession(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    Optional<Symbol> symbol =
        hall.symbols().stream()
            .filter(it -> query.path().equals("/v2/" + it + "/trades"))
            .findFirst();
    if (symbol.isEmpty()) {
      return query.path().matches("/v2/[^/]+/trades")
          ? HistoryPage.failed(
              400, Templates.json("{'errorCode':205,'error':'market parameter is invalid.'}"))
          : HistoryPage.failed(404, "<html>Not Found</html>");
    }
    long start = query.number("start").orElse(0L);
    long end = query.number("end").orElse(Long.MAX_VALUE);
    List<Trade> rows =
        hall.tape(symbol.get()).reversed().stream()
            .filter(trade -> PastTrades.within(trade, start, end))
            .distinct()
            .limit(query.limit("limit", ROWS, MAX_ROWS))
            .toList();
    return HistoryPage.of("[" + Templates.list(rows, trade -> "{" + fields(trade) + "}") + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'errorCode':105,'error':'Rate limit exceeded.'}"
            : "{'errorCode':101,'error':'Unknown error. Operation may or may not have"
                + " succeeded.'}");
  }

  private static String fields(Trade trade) {
    return Templates.json(
        "'id':'%s','timestamp':%d,'amount':'%s','price':'%s','side':'%s'",
        trade.id().text(),
        trade.exchangeTimeUs() / 1000,
        trade.quantity().text(),
        trade.price().text(),
        Templates.side(trade, "buy", "sell"));
  }

  /** One client. */
  private static final class BitvavoSession extends ClientSession {
    BitvavoSession(ExchangeView hall) {
      super(hall);
    }

    @Override
    void request(String request, MessageSink out) {
      List<String> names = ClientRequest.list(request, "markets");
      if (names.stream().anyMatch(name -> listed(name, SymbolSpelling.DASH).isEmpty())) {
        refuse(request, 205, "market parameter is invalid.", out);
        return;
      }
      boolean off = ClientRequest.text(request, "action").filter("unsubscribe"::equals).isPresent();
      for (String name : names) {
        Symbol symbol = listed(name, SymbolSpelling.DASH).orElseThrow();
        if (off) {
          unsubscribe(symbol);
        } else {
          subscribe(symbol);
        }
      }
      out.text(
          Templates.json(
              "{'event':'%s','subscriptions':{'trades':[%s]}}",
              off ? "unsubscribed" : "subscribed",
              Templates.list(
                  List.copyOf(wanted()), it -> Templates.quoted(SymbolSpelling.DASH.of(it)))));
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      out.text(
          Templates.json(
              "{'action':'subscribe','errorCode':%d,'error':%s}", code, Templates.quoted(words)));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        out.text(
            Templates.json(
                "{'event':'trade','timestamp':%d,'market':'%s','id':'%s','amount':'%s','price':'%s','side':'%s'}",
                trade.exchangeTimeUs() / 1000,
                SymbolSpelling.DASH.of(trade.market().symbol()),
                trade.id().text(),
                trade.quantity().text(),
                trade.price().text(),
                Templates.side(trade, "buy", "sell")));
      }
    }
  }
}
