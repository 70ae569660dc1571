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
  private static final String HEARTBEAT = "heartbeat";
  private static final String MATCH =
      "'trade_id':$id,'maker_order_id':'$maker','taker_order_id':'$taker',"
          + "'side':'$side(sell|buy)','size':'$size','price':'$price',"
          + "'product_id':'$market','sequence':$sequence,'time':'$iso'}";

  CoinbaseProtocol() {
    super("coinbase", "/", "BTC-USD", SymbolSpelling.DASH);
    heartbeats(HeartbeatPolicy.HEARTBEATS, 1, 60);
    microseconds();
    fields().trade("maker", trade -> Templates.uuid(PastTrades.number(trade)));
    fields().trade("taker", trade -> Templates.uuid(~PastTrades.number(trade)));
    fields().trade("sequence", trade -> sequence(PastTrades.number(trade)));
    channels("$market", request -> request.list("product_ids"));
    together();
    unknown(0, "$channel is not a valid product");
    refusal("{'type':'error','message':'Failed to subscribe','reason':'$reason'}");
    update("{'type':'match'," + MATCH);
    snapshot("{'type':'last_match'," + MATCH);
    history("/products/{market}/trades")
        .limit("limit", 1000, 1000)
        .selection((past, request) -> past.newest(request.below("after", PastTrades::number)))
        .row(
            "{'trade_id':$id,'side':'$side(sell|buy)','size':'$size','price':'$price',"
                + "'time':'$iso'}")
        .headers(CoinbaseProtocol::cursors)
        .unknown(404, "{'message':'NotFound'}")
        .refusals("{'message':'Public rate limit exceeded'}", "{'message':'Unavailable'}");
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

  @Override
  protected void accept(VenueMessage message, List<Symbol> symbols) {
    ClientSession session = message.session();
    List<String> channels = message.request().list("channels");
    session.notes().addAll(channels);
    List<Symbol> matches = channels.contains("matches") ? symbols : List.of();
    session.subscriptions().addAll(matches);
    String products = Templates.list(session.subscriptions(), it -> Templates.quoted("" + it));
    String each = "{'name':'%s','product_ids':[%s],'account_ids':null}";
    session.json(
        "{'type':'subscriptions','channels':[%s]}",
        Templates.list(channels, channel -> Templates.json(each, channel, products)));
    matches.stream()
        .map(symbol -> session.markets().newest(symbol, 1))
        .filter(last -> !last.isEmpty())
        .forEach(last -> send(MessageKind.SNAPSHOT, message.with(last)));
  }

  @Override
  protected void heartbeat(ClientSession session) {
    if (!session.notes().contains(HEARTBEAT)) {
      return;
    }
    for (Symbol symbol : session.subscriptions()) {
      List<Trade> newest = session.markets().newest(symbol, 1);
      long last = newest.stream().mapToLong(PastTrades::number).sum();
      session.json(
          "{'type':'heartbeat','last_trade_id':%d,'product_id':'%s','sequence':%d,'time':'%s'}",
          last, symbol, sequence(last) + 1, Templates.iso(session.markets().wallUs()));
    }
  }
}
