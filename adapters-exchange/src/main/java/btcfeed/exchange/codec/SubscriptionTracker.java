package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides when the subscription of a connection is confirmed: when every market, or every request,
 * is either granted or refused, and at least one is granted. One thread.
 */
public final class SubscriptionTracker {
  private final Set<Market> waiting;
  private final Set<String> numbers = new HashSet<>();
  private int requests;
  private int refused;
  private boolean someMarket;
  private boolean someRequest;
  private boolean confirmed;

  /** For a subscription to these markets in so many requests; without any it is confirmed. */
  public SubscriptionTracker(Set<Market> markets, int requests) {
    waiting = new HashSet<>(markets);
    this.requests = requests;
    confirmed = requests == 0;
  }

  /** True if the subscription is confirmed. */
  public boolean confirmed() {
    return confirmed;
  }

  /** The venue grants a market, or sends a trade of it. */
  public void market(Market market, DecodeSink sink) {
    if (!confirmed && waiting.remove(market)) {
      someMarket = true;
      update(sink);
    }
  }

  /** Passes on a trade, which grants its market, or why the row is none. */
  public void publish(TradeRow row, DecodeSink sink) {
    Optional<BadInput> fault = row.fault();
    if (fault.isPresent()) {
      sink.bad(fault.get(), row.market().map(Market::symbol), 1);
    } else {
      Trade trade = row.trade();
      market(trade.market(), sink);
      sink.trade(trade);
    }
  }

  /** The same for the rows of a message, oldest first. */
  void publish(TradeRows rows, DecodeSink sink) {
    List<Trade> trades = rows.trades(sink);
    // By index: an iterator for each message would be garbage.
    for (int i = 0; i < trades.size(); i++) {
      Trade trade = trades.get(i);
      market(trade.market(), sink);
      sink.trade(trade);
    }
  }

  /** The venue grants a request as a whole. Requests with a number count once. */
  public void request(String number, DecodeSink sink) {
    if (!confirmed && (number.isEmpty() || numbers.add(number))) {
      requests--;
      someRequest = true;
      update(sink);
    }
  }

  /** The venue refuses a market, or a request. */
  public void refused(DecodeSink sink) {
    refused++;
    update(sink);
  }

  private void update(DecodeSink sink) {
    boolean markets = someMarket && waiting.size() <= refused;
    boolean all = someRequest && requests <= refused;
    if (!confirmed && (markets || all)) {
      confirmed = true;
      sink.confirmed();
    }
  }
}
