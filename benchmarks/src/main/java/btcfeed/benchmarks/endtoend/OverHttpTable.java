package btcfeed.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results of the HTTP benchmark: medians of the rounds and the targets. */
final class OverHttpTable {
  private static final double MOST_ANSWER = 5;
  private static final double MOST_CHANGE = 1.1;
  private static final double MOST_CORES = 1;
  private static final double MOST_FIRST_BYTE = 20;

  private final List<Double> alone = new ArrayList<>();
  private final List<Requested> other = new ArrayList<>();
  private final List<Requested> health = new ArrayList<>();
  private final List<Followed> unread = new ArrayList<>();
  private final List<Followed> read = new ArrayList<>();
  private String page = "";

  /**
   * With requests: p99 of the trades, p50 and p99 of the answers, in milliseconds.
   *
   * @param unwell percentage of answers that report an unhealthy feed
   */
  record Requested(double trades, double p50, double p99, double unwell) {}

  /** With readers: trades in milliseconds, and processor cores of the service. */
  record Followed(double p50, double p99, double cores) {}

  void alone(Latency trades) {
    alone.add(trades.p99());
  }

  void other(Requested requested) {
    other.add(requested);
  }

  void health(Requested requested) {
    health.add(requested);
  }

  void unread(Followed followed) {
    unread.add(followed);
  }

  void read(Followed followed) {
    read.add(followed);
  }

  void page(double median, double p99) {
    page =
        line("first byte of the page, median, ms", "%.2f", median)
            + line("  99th of 100, ms", "%.2f" + met(p99, MOST_FIRST_BYTE), p99);
  }

  String text() {
    double quiet = median(alone, each -> each);
    double beside = median(other, Requested::trades);
    double requested = median(health, Requested::trades);
    double answer = median(health, Requested::p99);
    double before = median(unread, Followed::p99);
    double after = median(read, Followed::p99);
    double cores = median(read, Followed::cores) - median(unread, Followed::cores);
    return line("/health at 1,000/s, p50, ms", "%.2f", median(health, Requested::p50))
        + line("/health at 1,000/s, p99, ms", "%.2f" + met(answer, MOST_ANSWER), answer)
        + line("  of them unhealthy, %", "%.1f", median(health, Requested::unwell))
        + line("  a server that only answers, p99, ms", "%.2f", median(other, Requested::p99))
        + line("trades at 10,000/s alone, p99, ms", "%.2f", quiet)
        + line("  beside a server that only answers", "%.2f", beside)
        + line("  while /health is asked", "%.2f", requested)
        + line("  to alone", "%.2f" + met(requested / quiet, MOST_CHANGE), requested / quiet)
        + line("  to beside the other server", "%.2f", requested / beside)
        + page
        + line("trades at 1,000/s unread, p50, ms", "%.2f", median(unread, Followed::p50))
        + line("  while 1,000 read the stream", "%.2f", median(read, Followed::p50))
        + line("trades at 1,000/s unread, p99, ms", "%.2f", before)
        + line("  while 1,000 read the stream", "%.2f", after)
        + line("  to unread", "%.2f" + met(after / before, MOST_CHANGE), after / before)
        + line("cores of the service unread", "%.2f", median(unread, Followed::cores))
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
