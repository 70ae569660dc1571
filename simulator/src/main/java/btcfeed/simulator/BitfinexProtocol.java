package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bitfinex v2: arrays on channels of a number each, a snapshot after the subscription, every trade
 * twice ({@code te}, then {@code tu}), sequence numbers for those who want them. Pages by time.
 */
final class BitfinexProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming("bitfinex", "/ws/2", "BTC-USD", false, HeartbeatPolicy.RECITES, 1_966_969_153)
          .every(Duration.ofSeconds(15), Duration.ofSeconds(60));
  private static final String PAGE = "/v2/trades/";
  private static final String HISTORY = "/hist";
  private static final int ROWS = 125;
  private static final int MAX_ROWS = 10_000;

  /** {@code tBTCUSD}, and {@code tBTCUST} against USDT. */
  private static final SymbolSpelling SPELLING =
      symbol -> {
        String base = currency(symbol.base());
        String quote = currency(symbol.quote());
        return "t" + base + (base.length() > 3 || quote.length() > 3 ? ":" : "") + quote;
      };

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/ws/2");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new BitfinexTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    String path = query.path();
    boolean known = path.startsWith(PAGE) && path.endsWith(HISTORY);
    Optional<Symbol> symbol =
        known
            ? SPELLING.read(
                path.substring(PAGE.length(), path.length() - HISTORY.length()), hall.symbols())
            : Optional.empty();
    if (symbol.isEmpty()) {
      return HistoryPage.failed(500, Templates.json("['error',10020,'symbol: invalid']"));
    }
    long start = query.number("start").orElse(0L);
    long end = query.number("end").orElse(Long.MAX_VALUE);
    int limit = query.limit("limit", ROWS, MAX_ROWS);
    List<Trade> tape = hall.tape(symbol.get());
    List<Trade> rows =
        query.text("sort").equals("1")
            ? PastTrades.first(tape, limit, trade -> PastTrades.within(trade, start, end))
            : PastTrades.last(tape, limit, trade -> PastTrades.within(trade, start, end));
    return HistoryPage.of("[" + Templates.list(rows, BitfinexProtocol::row) + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429 || status == 200
            ? "['error',11010,'ratelimit: error']"
            : "['error',20060,'maintenance']");
  }

  private static String row(Trade trade) {
    return "[%s,%d,%s%s,%s]"
        .formatted(
            trade.id().text(),
            trade.exchangeTimeUs() / 1000,
            trade.side() == Side.SELL ? "-" : "",
            Templates.shortest(trade.quantity()),
            Templates.shortest(trade.price()));
  }

  private static String currency(String name) {
    return switch (name) {
      case "USDT" -> "UST";
      case "USDC" -> "UDC";
      default -> name;
    };
  }

  /** A conversation. */
  private static final class BitfinexTalk extends ClientSession {
    private static final int SNAPSHOT = 30;
    private static final long SEQUENCES = 65_536;
    private static final long TIMESTAMPS = 32_768;
    private static final int FIRST_CHANNEL = 3317;

    private final Map<Symbol, Integer> channels = new LinkedHashMap<>();
    private long flags;
    private long messages;

    BitfinexTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    void hello(MessageSink out) {
      out.text(
          Templates.json(
              "{'event':'info','version':2,'serverId':'083bd8d4-aca7-4690-a573-eabfc8103de8',"
                  + "'platform':{'status':1}}"));
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean ping = ClientRequest.text(said, "event").filter("ping"::equals).isPresent();
      if (ping) {
        String cid = ClientRequest.value(said, "cid").map(",\"cid\":"::concat).orElse("");
        out.text(Templates.json("{'event':'pong','ts':%d%s}", hall().wallUs() / 1000, cid));
      }
      return ping;
    }

    @Override
    void request(String request, MessageSink out) {
      switch (ClientRequest.text(request, "event").orElse("")) {
        case "conf" -> {
          flags = ClientRequest.value(request, "flags").map(Long::valueOf).orElse(0L);
          out.text(Templates.json("{'event':'conf','status':'OK','flags':%d}", flags));
        }
        case "subscribe" -> {
          Optional<Symbol> symbol =
              listed(ClientRequest.text(request, "symbol").orElse(""), SPELLING);
          if (symbol.isPresent()) {
            subscribed(symbol.get(), out);
          } else {
            refuse(request, 10300, "symbol: invalid", out);
          }
        }
        default -> refuse(request, 10000, "event: unknown", out);
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      String symbol = ClientRequest.text(request, "symbol").orElse("");
      out.text(
          Templates.json(
              "{'channel':'trades','symbol':'%s','event':'error','msg':%s,'code':%d,'pair':'%s'}",
              symbol, Templates.quoted(words), code, symbol.replaceFirst("^t", "")));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        int channel = channels.getOrDefault(trade.market().symbol(), 0);
        array("%d,\"te\",%s".formatted(channel, row(trade)), out);
        array("%d,\"tu\",%s".formatted(channel, row(trade)), out);
      }
    }

    @Override
    void beat(MessageSink out) {
      channels.values().forEach(channel -> array(channel + ",\"hb\"", out));
    }

    @Override
    void closing(MessageSink out) {
      out.text(
          Templates.json(
              "{'event':'info','code':20051,'msg':'Stopping. Please try to reconnect'}"));
    }

    private void subscribed(Symbol symbol, MessageSink out) {
      int channel =
          channels.computeIfAbsent(
              symbol,
              _ ->
                  channels.values().stream().max(Comparator.naturalOrder()).orElse(FIRST_CHANNEL)
                      + 1);
      String name = SPELLING.of(symbol);
      out.text(
          Templates.json(
              "{'event':'subscribed','channel':'trades','chanId':%d,'symbol':'%s','pair':'%s'}",
              channel, name, name.substring(1)));
      subscribe(symbol);
      List<Trade> last = hall().newest(symbol, SNAPSHOT).reversed();
      array("%d,[%s]".formatted(channel, Templates.list(last, BitfinexProtocol::row)), out);
    }

    private void array(String members, MessageSink out) {
      messages++;
      String sequence = (flags & SEQUENCES) == 0 ? "" : "," + messages;
      String time = (flags & TIMESTAMPS) == 0 ? "" : "," + hall().wallUs() / 1000;
      out.text("[" + members + sequence + time + "]");
    }
  }
}
