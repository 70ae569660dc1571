package btcfeed.benchmarks.endtoend;

import java.util.Locale;

/** The results of an outage, one per line, with its target if there is one. */
final class OutageTable {
  private static final double SWITCH_AFTER_KILL_MS = 50;
  private static final double SWITCH_AFTER_FREEZE_MS = 250;
  private static final double STALL_P99_MS = 5;
  private static final double SHARE = 0.5;
  private static final double MEMORY_MB = 100;

  private final StringBuilder out = new StringBuilder();

  void calm(Latency latency) {
    latency("healthy store, nothing wrong", latency);
  }

  void killed(Latency latency, double switchMs) {
    atMost("readers' switch after SIGKILL, ms", switchMs, SWITCH_AFTER_KILL_MS);
    latency("healthy store, primary killed", latency);
    atMost("  its p99, ms", latency.p99(), STALL_P99_MS);
  }

  void frozen(Latency latency, double switchMs) {
    atMost("readers' switch after SIGSTOP, ms", switchMs, SWITCH_AFTER_FREEZE_MS);
    latency("healthy store, primary frozen", latency);
    atMost("  its p99, ms", latency.p99(), STALL_P99_MS);
  }

  void back(String when, long trades, double priceMs, double allMs) {
    line(
        "back empty, " + when,
        String.format(
            Locale.ROOT,
            "newest price after %,.0f ms, all %,d trades after %,.0f ms",
            priceMs,
            trades,
            allMs));
  }

  void backlog(long trades, double seconds, double megabytes) {
    line("catching up", String.format(Locale.ROOT, "%,.0f trades/s", trades / seconds));
    atMost("  memory above idle meanwhile, MB", megabytes, MEMORY_MB);
  }

  void yardstick(double xaddsPerSecond, double tradesPerSecond) {
    line(
        "redis-benchmark XADD, P=1000",
        String.format(Locale.ROOT, "%,.0f entries/s", xaddsPerSecond));
    double share = tradesPerSecond / xaddsPerSecond;
    line(
        "  catching up to it",
        String.format(Locale.ROOT, "%.2f  at least %.2f: %s", share, SHARE, met(share >= SHARE)));
  }

  void counted(long trades) {
    line(
        "lost, twice, different",
        String.format(Locale.ROOT, "0, 0, 0 of %,d trades in both stores", trades));
  }

  String text() {
    return out.toString();
  }

  private void latency(String title, Latency latency) {
    line(
        title,
        String.format(
            Locale.ROOT,
            "p50 %.3f ms, p99 %.3f ms, most %.3f ms",
            latency.p50(),
            latency.p99(),
            latency.max()));
  }

  private void atMost(String title, double value, double limit) {
    line(
        title,
        String.format(Locale.ROOT, "%.1f  at most %.0f: %s", value, limit, met(value <= limit)));
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }

  private void line(String title, String text) {
    out.append(String.format(Locale.ROOT, "%-36s%s%n", title, text));
  }
}
