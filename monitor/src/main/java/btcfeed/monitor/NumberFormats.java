package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Formats numbers and texts for reading. */
final class NumberFormats {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private NumberFormats() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String percent(double percent) {
    return String.format(Locale.ROOT, "%.2f %%", percent);
  }

  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  static String seconds(Optional<Double> seconds) {
    return seconds.map(NumberFormats::decimal).orElse("-");
  }

  private static String millis(Optional<Double> millis) {
    return millis.map(ms -> String.format(Locale.ROOT, "%.2f ms", ms)).orElse("-");
  }

  static String bytes(long bytes) {
    double left = bytes;
    int unit = 0;
    while (left >= 1024 && unit < UNITS.length - 1) {
      left /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, UNITS[unit]);
  }

  /** {@code 2 d 3 h}, {@code 5 min 7 s}: the two largest parts. */
  static String duration(long seconds) {
    if (seconds >= 86_400) {
      return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }
    if (seconds >= 3_600) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
  }

  static String processing(Overview overview) {
    return "mean %s, p99 %s"
        .formatted(millis(overview.processingMillis()), millis(overview.p99Millis()));
  }

  /** What this instance does, and until when the leader's lease holds. */
  static String role(Overview.Leadership leadership) {
    String role =
        leadership.role().equals("leader")
            ? "leader"
            : leadership.role() + (leadership.inSync() ? ", in sync" : ", behind");
    return leadership.leader().isEmpty()
        ? role + ", no leader is known"
        : role + ", lease " + decimal(leadership.leaseSeconds()) + " s";
  }

  /** Since when the leader leads, and which instance led before. */
  static String leader(Overview.Leadership leadership) {
    String before = leadership.before().isEmpty() ? "" : ", after " + leadership.before();
    return leadership.since().isEmpty()
        ? leadership.leader() + " leads"
        : "%s leads since %s%s".formatted(leadership.leader(), time(leadership.since()), before);
  }

  /** {@code 30 days 99.998 %}: how often the price was fresh. */
  static String fresh(Overview.Budget budget) {
    return String.format(
        Locale.ROOT, "%s %.3f %%", budget.period().replace('_', ' '), budget.percent());
  }

  /** A time from the service in a short form; unchanged if it cannot be read. */
  static String time(String at) {
    try {
      return DAY_TIME.format(Instant.parse(at)) + " UTC";
    } catch (DateTimeParseException _) {
      return at;
    }
  }
}
