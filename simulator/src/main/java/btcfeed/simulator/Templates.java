package btcfeed.simulator;

import btcfeed.domain.market.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats the texts that venues send. */
public final class Templates {
  private static final DateTimeFormatter MICROS = utc(6);
  private static final DateTimeFormatter NANOS = utc(9);

  private Templates() {}

  /** JSON from a template with single quotes, which are easier to read in Java. */
  public static String json(String template, Object... values) {
    return template.replace('\'', '"').formatted(values);
  }

  /** A text as a JSON value. */
  public static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"") + '"';
  }

  /** The members of a JSON array. */
  public static <T> String list(Collection<T> members, Function<T, String> text) {
    return members.stream().map(text).collect(Collectors.joining(","));
  }

  /** A number without trailing zeros. */
  public static String shortest(Decimal number) {
    return number.toBigDecimal().stripTrailingZeros().toPlainString();
  }

  /** A number without trailing zeros; below 0.001 as {@code 1.8E-4}. */
  public static String scientific(Decimal number) {
    BigDecimal value = number.toBigDecimal().stripTrailingZeros();
    int exponent = value.precision() - value.scale() - 1;
    if (exponent > -4) {
      return value.toPlainString();
    }
    String digits = value.unscaledValue().toString();
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    return digits.charAt(0) + "." + fraction + "E" + exponent;
  }

  public static String iso(long timeUs) {
    return MICROS.format(instant(timeUs));
  }

  public static String isoNanos(long timeUs) {
    return NANOS.format(instant(timeUs));
  }

  /** A UUID, always the same for the same number. */
  public static String uuid(long number) {
    return new UUID(number * 0x9E3779B97F4A7C15L, ~number * 0x94D049BB133111EBL).toString();
  }

  private static Instant instant(long timeUs) {
    return Instant.EPOCH.plus(timeUs, ChronoUnit.MICROS);
  }

  private static DateTimeFormatter utc(int decimals) {
    return new DateTimeFormatterBuilder().appendInstant(decimals).toFormatter(Locale.ROOT);
  }
}
