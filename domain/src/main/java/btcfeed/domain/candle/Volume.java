package btcfeed.domain.candle;

import btcfeed.domain.market.Quantity;
import java.math.BigDecimal;

/** Adds up quantities, exactly; in a {@code long} as far as that holds them. One thread. */
final class Volume {
  /** With 18 nines added to it at most, a sum below this is still a {@code long}. */
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
