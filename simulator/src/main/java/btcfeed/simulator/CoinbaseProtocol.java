package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;

/**
 * Coinbase Exchange: matches with the maker's side, first the trade before the subscription, and
 * heartbeats with the id of the last trade. History pages by id, newest first.
 */
final class CoinbaseProtocol extends VenueProtocol {
  private static final TradeTemplate MATCH =
      new TradeTemplate(
          SymbolSpelling.DASH,
          "'trade_id':$id,'maker_order_id':'$maker','taker_order_id':'$taker',"
              + "'side':'$side(sell|buy)','size':'$size','price':'$price',"
              + "'product_id':'$market','sequence':$sequence,'time':'$iso'",
          Map.of(
              "maker", trade -> Templates.uuid(PastTrades.number(trade)),
              "taker", trade -> Templates.uuid(~PastTrades.number(trade)),
              "sequence", trade -> Long.toString(sequence(PastTrades.number(trade)))));
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/products/{market}/trades", SymbolSpelling.DASH)
          .limit("limit", 1000, 1000)
          .selection(CoinbaseProtocol::rows)
          .row(
              "{'trade_id':$id,'side':'$side(sell|buy)','size':'$size','price':'$price',"
                  + "'time':'$iso'}")
          .headers(CoinbaseProtocol::cursors)
          .unknown(404, "{'message':'NotFound'}")
          .refusals("{'message':'Public rate limit exceeded'}", "{'message':'Unavailable'}");

  CoinbaseProtocol() {
    super(
        Profile.of("coinbase", "/", "BTC-USD", HeartbeatPolicy.HEARTBEATS).microseconds(),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    return past.newest(
        request
            .above("before", PastTrades::number)
            .and(request.below("after", PastTrades::number)));
  }

  private static Map<String, String> cursors(List<Trade> rows) {
    return rows.isEmpty()
        ? Map.of()
        : Map.of("CB-BEFORE", rows.getFirst().id().text(), "CB-AFTER", rows.getLast().id().text());
  }

  /** Grows faster than ids because it also counts events of other channels. */
  private static long sequence(long number) {
    return 134_905_859_000L + 7 * number;
  }

  private static final class Session extends ClientSession {
    private boolean heartbeats;

    Session(ExchangeView view) {
      super(view);
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      allListed(
              request.list("product_ids"),
              "",
              SymbolSpelling.DASH,
              product -> refuse(request, 0, product + " is not a valid product", out))
          .ifPresent(symbols -> subscribe(symbols, request.list("channels"), out));
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json(
          "{'type':'error','message':'Failed to subscribe','reason':%s}", Templates.quoted(reason));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      trades.forEach(trade -> out.json("{'type':'match',%s}", MATCH.of(trade)));
    }

    @Override
    void heartbeat(MessageSink out) {
      for (Symbol symbol : heartbeats ? subscriptions() : List.<Symbol>of()) {
        long last = view().newest(symbol, 1).stream().mapToLong(PastTrades::number).sum();
        out.json(
            "{'type':'heartbeat','last_trade_id':%d,'product_id':'%s','sequence':%d,'time':'%s'}",
            last, symbol, sequence(last) + 1, Templates.iso(view().wallUs()));
      }
    }

    private void subscribe(List<Symbol> symbols, List<String> channels, MessageSink out) {
      heartbeats |= channels.contains("heartbeat");
      List<Symbol> matches = channels.contains("matches") ? symbols : List.of();
      matches.forEach(this::subscribe);
      String products =
          Templates.list(subscriptions(), symbol -> Templates.quoted(symbol.toString()));
      String each = "{'name':'%s','product_ids':[%s],'account_ids':null}";
      out.json(
          "{'type':'subscriptions','channels':[%s]}",
          Templates.list(channels, channel -> Templates.json(each, channel, products)));
      for (Symbol symbol : matches) {
        view()
            .newest(symbol, 1)
            .forEach(trade -> out.json("{'type':'last_match',%s}", MATCH.of(trade)));
      }
    }
  }
}
