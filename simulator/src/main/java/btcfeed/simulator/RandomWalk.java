package btcfeed.simulator;

import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import java.util.Random;

/**
 * Random prices and quantities of one market that look like trading: small steps, mostly small
 * amounts. The same seed gives the same trades on every Java version. One thread.
 */
final class RandomWalk {
  // As at Binance: eight decimals, prices in steps of a cent.
  private static final int SCALE = 8;
  private static final long CENT = 1_000_000;
  private static final long STEP_OF_QUANTITY = 1_000;

  private final Random random;
  private final int startCents;
  private long cents;

  RandomWalk(long seed, Symbol symbol) {
    random = new Random(seed ^ symbol.toString().hashCode() * 0x9E3779B97F4A7C15L);
    startCents =
        switch (symbol.base()) {
          case "BTC" -> 6_500_000;
          case "ETH" -> 320_000;
          default -> 10_000;
        };
    cents = startCents;
  }

  /**
   * The next price. The farther it is from the start, the more likely it moves back. It stays
   * within one percent and a step, so that independent venues have similar prices.
   */
  Price price() {
    int step = random.nextInt(startCents / 10_000 + 2) * random.nextInt(3) / 2;
    int range = startCents / 100;
    boolean up = random.nextInt(2 * range) >= range + cents - startCents;
    cents += up ? step : -step;
    return new Price(cents * CENT, SCALE);
  }

  Quantity quantity() {
    int steps = 1 + random.nextInt(200) * random.nextInt(200) / 40;
    return new Quantity(steps * STEP_OF_QUANTITY, SCALE);
  }

  Side side() {
    return random.nextInt(2) == 0 ? Side.BUY : Side.SELL;
  }
}
