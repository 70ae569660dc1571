package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Crypto.com Exchange v1: the answer to a subscription carries past trades and looks like a push,
 * several trades in a message, newest first; it asks in words whether the client is there. Pages by
 * time, newest first.
 */
final class CryptoComProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming(
              "cryptocom",
              "/exchange/v1/market",
              "BTC-USDT",
              false,
              HeartbeatPolicy.ASKS,
              1_788_335_095_880_381_801L)
          .every(Duration.ofSeconds(30), Duration.ofSeconds(5));
  private static final int MAX_ROWS = 150;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/exchange/v1/market");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new CryptoComTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/exchange/v1/public/get-trades")) {
      return HistoryPage.failed(404, Templates.json("{'code':10004,'message':'Invalid method'}"));
    }
    Optional<Symbol> symbol =
        SymbolSpelling.UNDERLINE.read(query.text("instrument_name"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.failed(
          400, Templates.json("{'code':40004,'message':'Invalid instrument_name'}"));
    }
    long start = query.number("start_ts").orElse(0L);
    long end = query.number("end_ts").orElse(Long.MAX_VALUE);
    List<Trade> rows =
        PastTrades.last(
            hall.tape(symbol.get()),
            query.limit("count", MAX_ROWS, MAX_ROWS),
            trade -> PastTrades.within(trade, start, end));
    return HistoryPage.of(
        Templates.json(
            "{'id':-1,'method':'public/get-trades','code':0,'result':{'data':[%s]}}",
            Templates.list(rows, CryptoComProtocol::row)));
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'code':42901,'message':'RATE_LIMIT'}"
            : "{'code':50001,'message':'ERR_INTERNAL'}");
  }

  private static String row(Trade trade) {
    return Templates.json(
        "{'d':'%s','t':%d,'p':'%s','q':'%s','s':'%s','i':'%s','m':'%d'}",
        trade.id().text(),
        trade.exchangeTimeUs() / 1000,
        trade.price().text(),
        trade.quantity().text(),
        Templates.side(trade, "BUY", "SELL"),
        SymbolSpelling.UNDERLINE.of(trade.market().symbol()),
        4_611_686_018_690_000_000L + PastTrades.number(trade) % 1_000_000);
  }

  /** A conversation. */
  private static final class CryptoComTalk extends ClientSession {
    private static final String CHANNEL = "trade.";

    CryptoComTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      return ClientRequest.text(said, "method")
          .filter("public/respond-heartbeat"::equals)
          .isPresent();
    }

    @Override
    void request(String request, MessageSink out) {
      String id = ClientRequest.value(request, "id").orElse("-1");
      String method = ClientRequest.text(request, "method").orElse("");
      for (String channel : ClientRequest.list(request, "channels")) {
        Optional<Symbol> symbol =
            channel.startsWith(CHANNEL)
                ? listed(channel.substring(CHANNEL.length()), SymbolSpelling.UNDERLINE)
                : Optional.empty();
        if (symbol.isEmpty()) {
          refuse(request, 40004, "Unknown symbol: " + channel, out);
        } else if (method.equals("unsubscribe")) {
          unsubscribe(symbol.get());
          out.text(Templates.json("{'id':%s,'code':0,'method':'unsubscribe'}", id));
        } else {
          subscribe(symbol.get());
          print(id, symbol.get(), hall().newest(symbol.get(), MAX_ROWS), out);
        }
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      out.text(
          Templates.json(
              "{'id':%s,'code':%d,'method':'subscribe','message':%s}",
              ClientRequest.value(request, "id").orElse("-1"), code, Templates.quoted(words)));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (List<Trade> message : messages(trades)) {
        print("-1", message.getFirst().market().symbol(), message, out);
      }
    }

    @Override
    void beat(MessageSink out) {
      out.text(
          Templates.json("{'id':%d,'method':'public/heartbeat','code':0}", hall().wallUs() / 1000));
    }

    private static void print(String id, Symbol symbol, List<Trade> trades, MessageSink out) {
      String name = SymbolSpelling.UNDERLINE.of(symbol);
      out.text(
          Templates.json(
              "{'id':%s,'method':'subscribe','code':0,'result':{'instrument_name':'%s',"
                  + "'subscription':'%s%s','channel':'trade','data':[%s]}}",
              id, name, CHANNEL, name, Templates.list(trades.reversed(), CryptoComProtocol::row)));
    }
  }
}
