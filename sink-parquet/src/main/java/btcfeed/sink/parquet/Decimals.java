package btcfeed.sink.parquet;

import btcfeed.domain.market.Decimal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.io.api.Binary;

/**
 * Prices and quantities as {@code DECIMAL(38, 18)}: 16 bytes, big endian, in units of 10^-18.
 *
 * <p>A number of the feed has at most 18 digits and at most 18 decimals, so one column needs up to
 * 36 digits. The usual readers take up to 38, in the same 16 bytes.
 */
final class Decimals {
  static final int PRECISION = 38;
  static final int SCALE = 18;
  static final int BYTES = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long[] POWERS = powers();

  private Decimals() {}

  static Binary binary(Decimal number) {
    long factor = POWERS[SCALE - number.scale()];
    long high = Math.multiplyHigh(number.unscaled(), factor);
    long low = number.unscaled() * factor;
    byte[] bytes = new byte[BYTES];
    LONG.set(bytes, 0, high);
    LONG.set(bytes, Long.BYTES, low);
    return Binary.fromConstantByteArray(bytes);
  }

  private static long[] powers() {
    long[] powers = new long[SCALE + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
