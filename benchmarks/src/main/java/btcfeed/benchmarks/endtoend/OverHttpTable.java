package btcfeed.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured over HTTP, as medians of the rounds beside what was wanted. */
final class OverHttpTable {
  private static final double MOST_ANSWER = 5;
  private static final double MOST_CHANGE = 1.1;
  private static final double MOST_CORES = 1;
  private static final double MOST_FIRST_BYTE = 20;

  private final List<Double> alone = new ArrayList<>();
  private final List<Asked> other = new ArrayList<>();
  private final List<Asked> health = new ArrayList<>();
  private final List<Told> unread = new ArrayList<>();
  private final List<Told> read = new ArrayList<>();
  private String page = "";

  /**
   * While asked: 99 % of the trades, 50 and 99 % of the answers, in milliseconds.
   *
   * @param unwell how many of 100 answers said that the feed is unhealthy
   */
  record Asked(double trades, double p50, double p99, double unwell) {}

  /** While read: trades in milliseconds, and cores the service took. */
  record Told(double p50, double p99, double cores) {}

  void alone(Latency trades) {
    alone.add(trades.p99());
  }

  void other(Asked asked) {
    other.add(asked);
  }

  void health(Asked asked) {
    health.add(asked);
  }

  void unread(Told told) {
    unread.add(told);
  }

  void read(Told told) {
    read.add(told);
  }

  void page(double median, double p99) {
    page =
        line("first byte of the page, median, ms", "%.2f", median)
            + line("  99th of 100, ms", "%.2f" + met(p99, MOST_FIRST_BYTE), p99);
  }

  String text() {
    double quiet = median(alone, each -> each);
    double beside = median(other, Asked::trades);
    double asked = median(health, Asked::trades);
    double answer = median(health, Asked::p99);
    double before = median(unread, Told::p99);
    double after = median(read, Told::p99);
    double cores = median(read, Told::cores) - median(unread, Told::cores);
    return line("/health at 1,000/s, p50, ms", "%.2f", median(health, Asked::p50))
        + line("/health at 1,000/s, p99, ms", "%.2f" + met(answer, MOST_ANSWER), answer)
        + line("  of them unhealthy, %", "%.1f", median(health, Asked::unwell))
        + line("  a server that only answers, p99, ms", "%.2f", median(other, Asked::p99))
        + line("trades at 10,000/s alone, p99, ms", "%.2f", quiet)
        + line("  beside a server that only answers", "%.2f", beside)
        + line("  while /health is asked", "%.2f", asked)
        + line("  to alone", "%.2f" + met(asked / quiet, MOST_CHANGE), asked / quiet)
        + line("  to beside the other server", "%.2f", asked / beside)
        + page
        + line("trades at 1,000/s unread, p50, ms", "%.2f", median(unread, Told::p50))
        + line("  while 1,000 read the stream", "%.2f", median(read, Told::p50))
        + line("trades at 1,000/s unread, p99, ms", "%.2f", before)
        + line("  while 1,000 read the stream", "%.2f", after)
        + line("  to unread", "%.2f" + met(after / before, MOST_CHANGE), after / before)
        + line("cores of the service unread", "%.2f", median(unread, Told::cores))
        + line("  more for 1,000 readers", "%.2f" + met(cores, MOST_CORES), cores);
  }

  private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String met(double value, double limit) {
    return String.format(
        Locale.ROOT, "  at most %.1f: %s", limit, value <= limit ? "met" : "missed");
  }

  private static String line(String title, String format, double value) {
    return "%-40s".formatted(title) + String.format(Locale.ROOT, format + "%n", value);
  }
}
