package btcfeed.domain.journal;

import java.nio.ByteBuffer;

/** Writes whole numbers as ASCII without creating a string. */
final class Digits {
  /** The two digits of 0 to 99, side by side. */
  private static final byte[] PAIRS = new byte[200];

  private static final long[] POWERS = new long[19];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
    long power = 1;
    for (int i = 0; i < POWERS.length; i++, power *= 10) {
      POWERS[i] = power;
    }
  }

  private Digits() {}

  /** How many bytes {@link #write} writes. */
  static int count(long value) {
    if (value < 0) {
      return value == Long.MIN_VALUE ? 20 : 1 + count(-value);
    }
    // 1233 / 4096 is slightly more than log10(2), so this is the count or one more.
    int most = (((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >> 12) + 1;
    return value < POWERS[most - 1] && most > 1 ? most - 1 : most;
  }

  /** Writes a number that ends before {@code end}; the position stays. */
  static void write(ByteBuffer out, int end, long value) {
    int at = end;
    // The smallest long has no positive counterpart, so the digits come from the negative.
    long rest = value < 0 ? value : -value;
    while (rest <= -100) {
      long hundreds = rest / 100;
      int pair = 2 * (int) (hundreds * 100 - rest);
      out.put(--at, PAIRS[pair + 1]).put(--at, PAIRS[pair]);
      rest = hundreds;
    }
    if (rest <= -10) {
      int pair = 2 * (int) -rest;
      out.put(--at, PAIRS[pair + 1]).put(--at, PAIRS[pair]);
    } else {
      out.put(--at, (byte) ('0' - rest));
    }
    if (value < 0) {
      out.put(--at, (byte) '-');
    }
  }
}
