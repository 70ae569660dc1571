package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import java.util.HashSet;
import java.util.Set;

/**
 * What a connection still waits for until its subscription stands: as far as it was granted, once
 * everything was answered. One thread.
 */
public final class SubscriptionTracker {
  private final Set<Market> waiting;
  private int requests;
  private int refused;
  private boolean someMarket;
  private boolean someRequest;
  private boolean confirmed;

  /** For so many markets, asked for in so many requests. */
  public SubscriptionTracker(Set<Market> markets, int requests) {
    waiting = new HashSet<>(markets);
    this.requests = requests;
  }

  /** True once the subscription stands. */
  public boolean confirmed() {
    return confirmed;
  }

  /** A market's subscription stands: the venue said so, or sent a trade. */
  public void market(Market market, DecodeSink heard) {
    if (!confirmed && waiting.remove(market)) {
      someMarket = true;
      judge(heard);
    }
  }

  /** A request as a whole was granted. */
  public void request(DecodeSink heard) {
    requests--;
    someRequest = true;
    judge(heard);
  }

  /** A market, or a request, was refused; others may be granted. */
  public void refused(DecodeSink heard) {
    refused++;
    judge(heard);
  }

  private void judge(DecodeSink heard) {
    boolean markets = someMarket && waiting.size() <= refused;
    boolean all = someRequest && requests <= refused;
    if (!confirmed && (markets || all)) {
      confirmed = true;
      heard.confirmed();
    }
  }
}
