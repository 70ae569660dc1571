package btcfeed.exchange.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes looked at together, in one {@code long} with the first byte lowest: most of what
 * reading a message costs is branching on single bytes, and this does not.
 *
 * <p>Where one of the eight is asked for, that is the lowest bit of a mask: the borrow of a
 * subtraction only ever falsifies bytes above the first that was found.
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

  /** The eight bytes from there on, which must be there. */
  static long at(byte[] bytes, int from) {
    return (long) LONGS.get(bytes, from);
  }

  /**
   * The bytes from {@code from} to before {@code to}, at most eight; zeros where there are none.
   */
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
   * How many of the bytes, from the first on, are plain text inside JSON quotes: ASCII, and neither
   * a control, a quote nor a backslash.
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

  /** How many of the bytes, from the first on, are decimal digits. */
  static int digits(long eight) {
    long above = eight ^ ('0' * ONES);
    return Long.numberOfTrailingZeros(((above + 0x76 * ONES) | above) & HIGHEST_BITS) >>> 3;
  }

  /** The number that the first {@code count} bytes write, which are digits: none to eight. */
  static long number(long eight, int count) {
    // Zeros come before it, two and two digits become one, and so on.
    long digits = count == 8 ? eight : (eight << 8) << (56 - 8 * count);
    long pairs = ((digits & (0x0F * ONES)) * ((10 << 8) | 1)) >>> 8;
    long fours = ((pairs & 0x00FF00FF00FF00FFL) * ((100 << 16) | 1)) >>> 16;
    return ((fours & 0x0000FFFF0000FFFFL) * ((10_000L << 32) | 1)) >>> 32;
  }

  /** Ten to so many. */
  static long power(int count) {
    return POWERS[count];
  }
}
