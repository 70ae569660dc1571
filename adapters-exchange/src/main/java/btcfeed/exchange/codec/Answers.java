package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import java.util.HashSet;
import java.util.Set;

/** What a connection still waits for until its subscription stands. One thread. */
public final class Answers {
  private final Set<Market> waiting;
  private int requests;
  private boolean confirmed;

  /** For so many markets, asked for in so many requests. */
  public Answers(Set<Market> markets, int requests) {
    waiting = new HashSet<>(markets);
    this.requests = requests;
  }

  /** True once the subscription stands. */
  public boolean confirmed() {
    return confirmed;
  }

  /** A market's subscription stands: the venue said so, or sent a trade. */
  public void market(Market market, Heard heard) {
    if (!confirmed && waiting.remove(market) && waiting.isEmpty()) {
      confirm(heard);
    }
  }

  /** A request as a whole was granted. */
  public void request(Heard heard) {
    requests--;
    if (!confirmed && requests == 0) {
      confirm(heard);
    }
  }

  private void confirm(Heard heard) {
    confirmed = true;
    heard.confirmed();
  }
}
