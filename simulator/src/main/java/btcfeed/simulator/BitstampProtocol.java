package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bitstamp: every trade in a message of its own, ids of one counter for all markets, times in
 * microseconds, a channel for every market. One page: the last minute, hour or day, newest first.
 */
final class BitstampProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming("bitstamp", "/", "BTC-USD", true, HeartbeatPolicy.LISTENS, 628_186_942)
          .every(Duration.ofSeconds(1), Duration.ofDays(90));
  private static final String PAGE = "/api/v2/transactions/";
  private static final long SECOND_US = 1_000_000;
  private static final Map<String, Long> WINDOWS_S =
      Map.of("minute", 60L, "hour", 3_600L, "day", 86_400L);

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
    return new BitstampTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    String name =
        query.path().startsWith(PAGE) ? query.path().substring(PAGE.length()).replace("/", "") : "";
    Optional<Symbol> symbol = SymbolSpelling.SMALL.read(name, hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.failed(404, Templates.json("{'status':'error','reason':'Not found'}"));
    }
    long seconds = WINDOWS_S.getOrDefault(query.text("time"), 3_600L);
    long sinceUs = hall.wallUs() - seconds * SECOND_US;
    List<Trade> rows =
        PastTrades.last(
            hall.tape(symbol.get()), Integer.MAX_VALUE, trade -> trade.exchangeTimeUs() >= sinceUs);
    return HistoryPage.of("[" + Templates.list(rows, BitstampProtocol::pageRow) + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json("{'status':'error','reason':'Request refused','code':'%d'}", status);
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'date':'%d','tid':'%s','amount':'%s','type':'%s','price':'%s'}",
        trade.exchangeTimeUs() / SECOND_US,
        trade.id().text(),
        trade.quantity().text(),
        Templates.side(trade, "0", "1"),
        trade.price().text());
  }

  /** A conversation. */
  private static final class BitstampTalk extends ClientSession {
    private static final String CHANNEL = "live_trades_";

    BitstampTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean beat = ClientRequest.text(said, "event").filter("bts:heartbeat"::equals).isPresent();
      if (beat) {
        out.text(
            Templates.json("{'event':'bts:heartbeat','channel':'','data':{'status':'success'}}"));
      }
      return beat;
    }

    @Override
    void request(String request, MessageSink out) {
      String channel = ClientRequest.text(request, "channel").orElse("");
      Optional<Symbol> symbol =
          channel.startsWith(CHANNEL)
              ? listed(channel.substring(CHANNEL.length()), SymbolSpelling.SMALL)
              : Optional.empty();
      String event = ClientRequest.text(request, "event").orElse("");
      if (symbol.isPresent() && event.equals("bts:subscribe")) {
        event("bts:subscription_succeeded", channel, "{}", out);
        subscribe(symbol.get());
      } else if (symbol.isPresent() && event.equals("bts:unsubscribe")) {
        event("bts:unsubscription_succeeded", channel, "{}", out);
        unsubscribe(symbol.get());
      } else {
        refuse(request, 4001, "Bad subscription string.", out);
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      event(
          "bts:error",
          "",
          Templates.json("{'code':%d,'message':%s}", code, Templates.quoted(words)),
          out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        out.text(
            Templates.json(
                "{'data':{'id':%s,'timestamp':'%d','amount':%s,'amount_str':'%s','price':%s,"
                    + "'price_str':'%s','type':%s,'microtimestamp':'%d','buy_order_id':%d,"
                    + "'sell_order_id':%d},'channel':'%s%s','event':'trade'}",
                trade.id().text(),
                trade.exchangeTimeUs() / SECOND_US,
                trade.quantity().text(),
                trade.quantity().text(),
                trade.price().text(),
                trade.price().text(),
                Templates.side(trade, "0", "1"),
                trade.exchangeTimeUs(),
                2 * PastTrades.number(trade),
                2 * PastTrades.number(trade) + 1,
                CHANNEL,
                SymbolSpelling.SMALL.of(trade.market().symbol())));
      }
    }

    @Override
    void closing(MessageSink out) {
      event("bts:request_reconnect", "", "\"\"", out);
    }

    private static void event(String event, String channel, String data, MessageSink out) {
      out.text(Templates.json("{'event':'%s','channel':'%s','data':%s}", event, channel, data));
    }
  }
}
