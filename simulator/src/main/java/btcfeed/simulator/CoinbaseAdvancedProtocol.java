package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Coinbase Advanced Trade: several trades in a message with the maker's side, after the
 * subscription a snapshot of the last hundred, and every message numbered. History pages by second,
 * newest first, or those of Coinbase Exchange, which has the same trades and ids.
 */
final class CoinbaseAdvancedProtocol extends VenueProtocol {
  private static final VenueProtocol EXCHANGE = new CoinbaseProtocol();
  private static final int PAST_TRADES = 100;

  /** Counts the message in which it stands. */
  private static final String ENVELOPE = ",'timestamp':'$nowNs','sequence_num':$number,'events':[";

  private static final String MARKET_TRADES = "{'channel':'market_trades'" + ENVELOPE;

  CoinbaseAdvancedProtocol() {
    super("coinbase-advanced", "/", "BTC-USD", SymbolSpelling.DASH);
    heartbeats(HeartbeatPolicy.HEARTBEATS, 1, 60);
    microseconds();
    fields().message("number", it -> it.session().count("messages") - 1);
    fields().message("beat", it -> it.session().count("heartbeats"));
    fields().message("channels", it -> channels(it.session()));
    channels("$market", request -> request.list("product_ids"));
    together();
    unknown(0, "authentication failure or unknown product $channel");
    refusal("{'type':'error','message':'$reason'}");
    answer("{'channel':'subscriptions'" + ENVELOPE + "{'subscriptions':{$channels}}]}");
    rows(
        "{'product_id':'$market','trade_id':'$id','price':'$price','size':'$size',"
            + "'time':'$iso','side':'$side(SELL|BUY)'}");
    snapshot(MARKET_TRADES + "{'type':'snapshot','trades':[$newest]}]}");
    update(MARKET_TRADES + "{'type':'update','trades':[$rows]}]}");
    heartbeat(
        "{'channel':'heartbeats'"
            + ENVELOPE
            + "{'current_time':'$nowNs','heartbeat_counter':'$beat'}]}");
    history("/api/v3/brokerage/market/products/{market}/ticker")
        .limit("limit", 100, 1000)
        .selection(
            (past, request) -> past.newest(request.between("start", "end", PastTrades::seconds)))
        .page("{'trades':[$rows],'best_bid':'','best_ask':''}")
        .row(
            "{'trade_id':'$id','product_id':'$market','price':'$price','size':'$size',"
                + "'time':'$iso','side':'$side(SELL|BUY)','exchange':'coinbase'}")
        .unknown(404, "{'error':'NOT_FOUND','error_details':'not found'}")
        .refusals(
            "{'error':'RATE_LIMIT_EXCEEDED','message':'Too many requests'}",
            "{'error':'UNAVAILABLE','message':'Service unavailable'}");
  }

  @Override
  protected HttpAnswer page(RequestHead request, SimulatedMarkets markets) {
    return request.path().startsWith("/products/")
        ? EXCHANGE.page(request, markets)
        : super.page(request, markets);
  }

  @Override
  protected void accept(VenueMessage message, List<Symbol> symbols) {
    ClientSession session = message.session();
    if (message.request().is("channel", "heartbeats")) {
      symbols.forEach(symbol -> session.notes().add(symbol.toString()));
    } else {
      session.subscriptions().addAll(symbols);
      symbols.stream()
          .map(symbol -> session.markets().newest(symbol, PAST_TRADES))
          .filter(past -> !past.isEmpty())
          .forEach(past -> send(MessageKind.SNAPSHOT, message.with(past)));
    }
    send(MessageKind.ANSWER, message);
  }

  @Override
  protected void heartbeat(ClientSession session) {
    if (!session.notes().isEmpty()) {
      super.heartbeat(session);
    }
  }

  private static String channels(ClientSession session) {
    List<String> trades = session.subscriptions().stream().map(Symbol::toString).toList();
    return Stream.of(products("market_trades", trades), products("heartbeats", session.notes()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(","));
  }

  private static Optional<String> products(String channel, Collection<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Templates.json("'%s':[%s]", channel, Templates.list(names, Templates::quoted)));
  }
}
