package btcfeed.simulator;

import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;

/**
 * Random prices and quantities of one market that look like trading: small steps, mostly small
 * amounts. The same seed gives the same trades on every Java version. One thread.
 */
final class RandomWalk {
  // As at Binance: eight decimals, prices in steps of a cent.
  private static final int SCALE = 8;
  private static final long CENT = 1_000_000;
  private static final long STEP_OF_QUANTITY = 1_000;

  private final long startCents;
  private long state;
  private long cents;

  RandomWalk(long seed, Symbol symbol) {
    state = seed ^ symbol.toString().hashCode() * 0x9E3779B97F4A7C15L;
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
    long step = below(startCents / 10_000 + 2) * below(3) / 2;
    long range = startCents / 100;
    boolean up = below(2 * range) >= range + cents - startCents;
    cents += up ? step : -step;
    return new Price(cents * CENT, SCALE);
  }

  Quantity quantity() {
    long steps = 1 + below(200) * below(200) / 40;
    return new Quantity(steps * STEP_OF_QUANTITY, SCALE);
  }

  Side side() {
    return below(2) == 0 ? Side.BUY : Side.SELL;
  }

  /** SplitMix64. */
  private long below(long bound) {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return Math.floorMod(z ^ (z >>> 31), bound);
  }
}
