package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bitfinex v2: arrays on numbered channels. A snapshot follows the subscription, every trade comes
 * twice ({@code te}, then {@code tu}), and sequence numbers are optional. History pages by time.
 */
final class BitfinexProtocol extends VenueProtocol {
  /** {@code tBTCUSD}; {@code tBTCUST} for USDT. */
  private static final SymbolSpelling SPELLING =
      symbol -> {
        String base = currency(symbol.base());
        String quote = currency(symbol.quote());
        return "t" + base + (base.length() > 3 || quote.length() > 3 ? ":" : "") + quote;
      };

  private static final TradeTemplate ROW =
      new TradeTemplate(
          SPELLING,
          "[$id,$ms,$side(|-)$amount,$rate]",
          Map.of(
              "amount", trade -> Templates.shortest(trade.quantity()),
              "rate", trade -> Templates.shortest(trade.price())));
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/v2/trades/{market}/hist", SPELLING)
          .limit("limit", 125, 10_000)
          .selection(BitfinexProtocol::rows)
          .row(ROW)
          .unknown(500, "['error',10020,'symbol: invalid']")
          .refusals("['error',11010,'ratelimit: error']", "['error',20060,'maintenance']");

  BitfinexProtocol() {
    super(
        Profile.of("bitfinex", "/ws/2", "BTC-USD", HeartbeatPolicy.HEARTBEATS)
            .opaqueIds(1_966_969_153)
            .seconds(15, 60),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    var window = request.between("start", "end", PastTrades::millis);
    return request.text("sort").equals("1") ? past.oldest(window) : past.newest(window);
  }

  private static String currency(String name) {
    return switch (name) {
      case "USDT" -> "UST";
      case "USDC" -> "UDC";
      default -> name;
    };
  }

  private static final class Session extends ClientSession {
    private static final int SNAPSHOT = 30;
    private static final long SEQUENCES = 65_536;
    private static final int FIRST_CHANNEL = 3317;

    private final Map<Symbol, Integer> channels = new LinkedHashMap<>();
    private long flags;
    private long messages;

    Session(ExchangeView view) {
      super(view);
    }

    @Override
    void greet(MessageSink out) {
      out.json(
          "{'event':'info','version':2,'serverId':'083bd8d4-aca7-4690-a573-eabfc8103de8',"
              + "'platform':{'status':1}}");
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return pongIf(
          message.is("event", "ping"),
          "{'event':'pong','ts':%d%s}",
          view().wallMs(),
          message.echo("cid"));
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      switch (request.text("event")) {
        case "conf" -> {
          flags = request.value("flags").map(Long::valueOf).orElse(0L);
          out.json("{'event':'conf','status':'OK','flags':%d}", flags);
        }
        case "subscribe" ->
            listed(request.text("symbol"), "", SPELLING)
                .ifPresentOrElse(
                    symbol -> subscribe(symbol, out),
                    () -> refuse(request, 10300, "symbol: invalid", out));
        default -> refuse(request, 10000, "event: unknown", out);
      }
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      String symbol = request.text("symbol");
      out.json(
          "{'channel':'trades','symbol':'%s','event':'error','msg':%s,'code':%d,'pair':'%s'}",
          symbol, Templates.quoted(reason), code, symbol.replaceFirst("^t", ""));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        int channel = channels.getOrDefault(trade.market().symbol(), 0);
        array("%d,\"te\",%s".formatted(channel, ROW.of(trade)), out);
        array("%d,\"tu\",%s".formatted(channel, ROW.of(trade)), out);
      }
    }

    @Override
    void heartbeat(MessageSink out) {
      channels.values().forEach(channel -> array(channel + ",\"hb\"", out));
    }

    @Override
    void announceClose(MessageSink out) {
      out.json("{'event':'info','code':20051,'msg':'Stopping. Please try to reconnect'}");
    }

    private void subscribe(Symbol symbol, MessageSink out) {
      int last = channels.values().stream().max(Comparator.naturalOrder()).orElse(FIRST_CHANNEL);
      int channel = channels.computeIfAbsent(symbol, _ -> last + 1);
      String name = SPELLING.of(symbol);
      out.json(
          "{'event':'subscribed','channel':'trades','chanId':%d,'symbol':'%s','pair':'%s'}",
          channel, name, name.substring(1));
      subscribe(symbol);
      array(
          "%d,[%s]".formatted(channel, ROW.list(view().newest(symbol, SNAPSHOT).reversed())), out);
    }

    private void array(String members, MessageSink out) {
      messages++;
      String sequence = (flags & SEQUENCES) == 0 ? "" : "," + messages;
      out.text("[" + members + sequence + "]");
    }
  }
}
