package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;

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

  private static final int SNAPSHOT = 30;
  private static final long SEQUENCES = 65_536;
  private static final String NUMBERED = "numbered";
  private static final int FIRST_CHANNEL = 3318;
  private static final String ROW = "[$id,$ms,$side(|-)$amount,$rate]";

  private final TextTemplate<Trade> row;

  BitfinexProtocol() {
    super("bitfinex", "/ws/2", "BTC-USD", SPELLING);
    sharedIds(1_966_969_153);
    heartbeats(HeartbeatPolicy.HEARTBEATS, 15, 60);
    fields().trade("amount", trade -> Templates.shortest(trade.quantity()));
    fields().trade("rate", trade -> Templates.shortest(trade.price()));
    fields().message("cid", ping -> ping.request().echo("cid"));
    fields().message("pair", message -> message.channel().replaceFirst("^t", ""));
    row = row(ROW);
    greeting(
        "{'event':'info','version':2,'serverId':'083bd8d4-aca7-4690-a573-eabfc8103de8',"
            + "'platform':{'status':1}}");
    pings(ping -> ping.is("event", "ping"), "{'event':'pong','ts':$now$cid}");
    channels("$market", request -> List.of(request.text("symbol")));
    unknown(10300, "symbol: invalid");
    refusal(
        "{'channel':'trades','symbol':'$channel','event':'error','msg':'$reason','code':$code,"
            + "'pair':'$pair'}");
    closing("{'event':'info','code':20051,'msg':'Stopping. Please try to reconnect'}");
    history("/v2/trades/{market}/hist")
        .limit("limit", 125, 10_000)
        .selection(BitfinexProtocol::rows)
        .row(ROW)
        .unknown(500, "['error',10020,'symbol: invalid']")
        .refusals("['error',11010,'ratelimit: error']", "['error',20060,'maintenance']");
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

  @Override
  protected void request(ClientSession session, ClientRequest request) {
    switch (request.text("event")) {
      case "conf" -> {
        long flags = request.value("flags").map(Long::valueOf).orElse(0L);
        session.notes().clear();
        session.notes().addAll((flags & SEQUENCES) == 0 ? List.of() : List.of(NUMBERED));
        session.json("{'event':'conf','status':'OK','flags':%d}", flags);
      }
      case "subscribe" -> super.request(session, request);
      default -> refuse(session, request, 10000, "event: unknown");
    }
  }

  @Override
  protected void accept(VenueMessage message, List<Symbol> symbols) {
    ClientSession session = message.session();
    for (Symbol symbol : symbols) {
      session.subscriptions().add(symbol);
      int channel = channel(session, symbol);
      String name = SPELLING.of(symbol);
      session.json(
          "{'event':'subscribed','channel':'trades','chanId':%d,'symbol':'%s','pair':'%s'}",
          channel, name, name.substring(1));
      List<Trade> past = session.markets().newest(symbol, SNAPSHOT).reversed();
      array(session, "%d,[%s]".formatted(channel, row.list(past)));
    }
  }

  @Override
  protected void trades(List<Trade> trades, ClientSession session) {
    for (Trade trade : trades) {
      int channel = channel(session, trade.market().symbol());
      array(session, "%d,\"te\",%s".formatted(channel, row.of(trade)));
      array(session, "%d,\"tu\",%s".formatted(channel, row.of(trade)));
    }
  }

  @Override
  protected void heartbeat(ClientSession session) {
    session.subscriptions().forEach(symbol -> array(session, channel(session, symbol) + ",\"hb\""));
  }

  private static int channel(ClientSession session, Symbol symbol) {
    return FIRST_CHANNEL + List.copyOf(session.subscriptions()).indexOf(symbol);
  }

  private static void array(ClientSession session, String members) {
    long number = session.count("arrays");
    String sequence = session.notes().contains(NUMBERED) ? "," + number : "";
    session.text("[" + members + sequence + "]");
  }
}
