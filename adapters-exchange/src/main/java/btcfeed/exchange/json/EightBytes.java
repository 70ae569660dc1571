package btcfeed.exchange.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes in one {@code long}, the first byte lowest. Most of the cost of reading a message is
 * branching on single bytes, which this avoids.
 *
 * <p>A search returns the first match only: the borrow of its subtraction falsifies the bytes above
 * it.
 */
final class EightBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private EightBytes() {}

  /** The eight bytes from {@code from} on, which must exist. */
  static long at(byte[] bytes, int from) {
    return (long) LONGS.get(bytes, from);
  }

  /** The bytes from {@code from} to before {@code to}, at most eight, filled up with zeros. */
  static long upTo(byte[] bytes, int from, int to) {
    int count = to - from;
    if (count >= 8) {
      return at(bytes, from);
    }
    if (count <= 0) {
      return 0;
    }
    return to >= 8 ? at(bytes, to - 8) >>> (64 - 8 * count) : oneByOne(bytes, from, to);
  }

  private static long oneByOne(byte[] bytes, int from, int to) {
    long eight = 0;
    for (int at = to - 1; at >= from; at--) {
      eight = (eight << 8) | (bytes[at] & 0xFF);
    }
    return eight;
  }

  /**
   * The number of leading bytes that are plain text of a JSON string: ASCII, and neither a control
   * character, a quote nor a backslash.
   */
  static int plain(long eight) {
    long quote = eight ^ ('"' * ONES);
    long backslash = eight ^ ('\\' * ONES);
    long found =
        ((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((eight - ' ' * ONES) & ~eight)
            | eight;
    return Long.numberOfTrailingZeros(found & HIGHEST_BITS) >>> 3;
  }

  /** The number of leading bytes that are decimal digits. */
  static int digits(long eight) {
    long above = eight ^ ('0' * ONES);
    return Long.numberOfTrailingZeros(((above + 0x76 * ONES) | above) & HIGHEST_BITS) >>> 3;
  }

  /** The number written by the first {@code count} bytes, which are zero to eight digits. */
  static long number(long eight, int count) {
    // Put zeros in front, then join digits to pairs, pairs to fours, fours to eights.
    long digits = count == 8 ? eight : (eight << 8) << (56 - 8 * count);
    long pairs = ((digits & (0x0F * ONES)) * ((10 << 8) | 1)) >>> 8;
    long fours = ((pairs & 0x00FF00FF00FF00FFL) * ((100 << 16) | 1)) >>> 16;
    return ((fours & 0x0000FFFF0000FFFFL) * ((10_000L << 32) | 1)) >>> 32;
  }

  /** Ten to the power of {@code count}. */
  static long power(int count) {
    return POWERS[count];
  }
}
