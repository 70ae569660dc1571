package btcfeed.domain.candle;

import btcfeed.domain.market.Quantity;
import java.math.BigDecimal;

/** Adds up quantities exactly, in a {@code long} while that suffices. One thread. */
final class Volume {
  /** Up to this sum, one more quantity of 18 nines still fits. */
  private static final long ROOM = Long.MAX_VALUE - Quantity.MAX_UNSCALED;

  private BigDecimal sum = BigDecimal.ZERO;
  private long unscaled;
  private int scale;

  void add(Quantity quantity) {
    if (quantity.scale() != scale || unscaled > ROOM) {
      sum = sum();
      unscaled = 0;
      scale = quantity.scale();
    }
    unscaled += quantity.unscaled();
  }

  BigDecimal sum() {
    return unscaled == 0 ? sum : sum.add(BigDecimal.valueOf(unscaled, scale));
  }
}
