package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Coinbase Advanced Trade: several trades in a message with the maker's side, after the
 * subscription a snapshot of the last hundred, and every message numbered. History pages by second,
 * newest first, or those of Coinbase Exchange, which has the same trades and ids.
 */
final class CoinbaseAdvancedProtocol extends VenueProtocol {
  private static final VenueProtocol EXCHANGE = new CoinbaseProtocol();
  private static final int SNAPSHOT = 100;
  private static final TradeTemplate ROW =
      new TradeTemplate(
          SymbolSpelling.DASH,
          "{'product_id':'$market','trade_id':'$id','price':'$price','size':'$size',"
              + "'time':'$iso','side':'$side(SELL|BUY)'}");
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/api/v3/brokerage/market/products/{market}/ticker", SymbolSpelling.DASH)
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

  CoinbaseAdvancedProtocol() {
    super(
        Profile.of("coinbase-advanced", "/", "BTC-USD", HeartbeatPolicy.HEARTBEATS).microseconds(),
        HISTORY,
        (_, view) -> new Session(view));
  }

  @Override
  HistoryPage page(RequestHead request, ExchangeView view) {
    return request.path().startsWith("/products/")
        ? EXCHANGE.page(request, view)
        : super.page(request, view);
  }

  private static final class Session extends ClientSession {
    private final Set<Symbol> heartbeats = new LinkedHashSet<>();
    private long messages;
    private long heartbeatsSent;

    Session(ExchangeView view) {
      super(view);
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      for (String product : request.list("product_ids")) {
        Optional<Symbol> listed = listed(product, "", SymbolSpelling.DASH);
        if (listed.isEmpty()) {
          refuse(request, 0, "authentication failure or unknown product " + product, out);
          return;
        }
        Symbol symbol = listed.get();
        if (request.is("channel", "heartbeats")) {
          heartbeats.add(symbol);
        } else {
          subscribe(symbol);
          List<Trade> last = view().newest(symbol, SNAPSHOT).reversed();
          if (!last.isEmpty()) {
            send("snapshot", last, out);
          }
        }
      }
      String channels =
          Stream.of(products("market_trades", subscriptions()), products("heartbeats", heartbeats))
              .flatMap(Optional::stream)
              .collect(Collectors.joining(","));
      envelope("subscriptions", Templates.json("{'subscriptions':{%s}}", channels), out);
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json("{'type':'error','message':%s}", Templates.quoted(reason));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      batches(trades).forEach(batch -> send("update", batch, out));
    }

    @Override
    void heartbeat(MessageSink out) {
      if (!heartbeats.isEmpty()) {
        heartbeatsSent++;
        String time = Templates.isoNanos(view().wallUs());
        String event = "{'current_time':'%s','heartbeat_counter':'%d'}";
        envelope("heartbeats", Templates.json(event, time, heartbeatsSent), out);
      }
    }

    private static Optional<String> products(String channel, Set<Symbol> symbols) {
      String names = Templates.list(symbols, symbol -> Templates.quoted(symbol.toString()));
      return symbols.isEmpty()
          ? Optional.empty()
          : Optional.of(Templates.json("'%s':[%s]", channel, names));
    }

    private void send(String type, List<Trade> trades, MessageSink out) {
      String event = Templates.json("{'type':'%s','trades':[%s]}", type, ROW.list(trades));
      envelope("market_trades", event, out);
    }

    private void envelope(String channel, String event, MessageSink out) {
      out.json(
          "{'channel':'%s','timestamp':'%s','sequence_num':%d,'events':[%s]}",
          channel, Templates.isoNanos(view().wallUs()), messages, event);
      messages++;
    }
  }
}
