package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * MEXC spot v3: trades in Protocol Buffers in binary frames, answers in text, ids that are names;
 * clients ping in words. Pages by time, oldest first, without ids.
 */
final class MexcProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming(
              "mexc", "/ws", "BTC-USDT", false, HeartbeatPolicy.LISTENS, 731_901_896_985_399_296L)
          .every(Duration.ofSeconds(1), Duration.ofSeconds(60));
  private static final int ROWS = 500;
  private static final int MAX_ROWS = 1000;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/ws");
  }

  @Override
  public TradeId id(long number) {
    return TradeId.of("%dX0_%dX0".formatted(number, number + 1));
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new MexcTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/api/v3/aggTrades")) {
      return HistoryPage.failed(404, Templates.json("{'code':404,'msg':'Not Found'}"));
    }
    Optional<Symbol> symbol = SymbolSpelling.JOINED.read(query.text("symbol"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.failed(400, Templates.json("{'code':-1121,'msg':'Invalid symbol.'}"));
    }
    long start = query.number("startTime").orElse(0L);
    long end = query.number("endTime").orElse(Long.MAX_VALUE);
    List<Trade> rows =
        hall.tape(symbol.get()).stream()
            .filter(trade -> PastTrades.within(trade, start, end))
            .limit(query.limit("limit", ROWS, MAX_ROWS))
            .toList();
    return HistoryPage.of("[" + Templates.list(rows, MexcProtocol::pageRow) + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'code':429,'msg':'Too many requests'}"
            : "{'code':500,'msg':'Internal error'}");
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'a':null,'f':null,'l':null,'p':'%s','q':'%s','T':%d,'m':%b,'M':true}",
        trade.price().text(),
        trade.quantity().text(),
        trade.exchangeTimeUs() / 1000,
        trade.side() == Side.SELL);
  }

  /** A conversation. */
  private static final class MexcTalk extends ClientSession {
    private static final String CHANNEL = "spot@public.aggre.deals.v3.api.pb@100ms@";

    // Of the wrapper.
    private static final int CHANNEL_FIELD = 1;
    private static final int SYMBOL_FIELD = 3;
    private static final int SENT_FIELD = 6;
    private static final int DEALS_FIELD = 314;

    MexcTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean ping = ClientRequest.text(said, "method").filter("PING"::equals).isPresent();
      if (ping) {
        answer("PONG", out);
      }
      return ping;
    }

    @Override
    void request(String request, MessageSink out) {
      boolean off =
          ClientRequest.text(request, "method").filter("UNSUBSCRIPTION"::equals).isPresent();
      for (String channel : ClientRequest.list(request, "params")) {
        Optional<Symbol> symbol =
            channel.startsWith(CHANNEL)
                ? listed(channel.substring(CHANNEL.length()), SymbolSpelling.JOINED)
                : Optional.empty();
        if (symbol.isEmpty()) {
          fail(channel, "Blocked!", out);
          continue;
        }
        answer(channel, out);
        if (off) {
          unsubscribe(symbol.get());
        } else {
          subscribe(symbol.get());
        }
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      ClientRequest.list(request, "params").forEach(channel -> fail(channel, words, out));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (List<Trade> message : messages(trades)) {
        String name = SymbolSpelling.JOINED.of(message.getFirst().market().symbol());
        Protobuf deals = new Protobuf();
        message.forEach(trade -> deals.message(1, deal(trade)));
        out.binary(
            new Protobuf()
                .text(CHANNEL_FIELD, CHANNEL + name)
                .text(SYMBOL_FIELD, name)
                .number(SENT_FIELD, hall().wallUs() / 1000)
                .message(DEALS_FIELD, deals)
                .toBytes());
      }
    }

    private static Protobuf deal(Trade trade) {
      return new Protobuf()
          .text(1, trade.price().text())
          .text(2, trade.quantity().text())
          .number(3, trade.side() == Side.BUY ? 1 : 2)
          .number(4, trade.exchangeTimeUs() / 1000)
          .text(5, trade.id().text());
    }

    private static void answer(String words, MessageSink out) {
      out.text(Templates.json("{'id':0,'code':0,'msg':%s}", Templates.quoted(words)));
    }

    private static void fail(String channel, String words, MessageSink out) {
      answer("Not Subscribed successfully! [" + channel + "].  Reason\uff1a " + words + " ", out);
    }
  }
}
