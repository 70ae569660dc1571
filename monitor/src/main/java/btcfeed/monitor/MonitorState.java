package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to show.
 *
 * @param source where it comes from
 * @param last what the service said when it last answered
 * @param gone why it does not answer now; empty while it does
 * @param waiting for how many seconds an answer has been waited for, once that is long
 * @param trends of the prices, by symbol
 * @param scroll how many venues are above the window
 */
record MonitorState(
    String source,
    Optional<Overview> last,
    Optional<Gone> gone,
    Optional<Long> waiting,
    Map<String, Trend> trends,
    Rates rates,
    Order options,
    int scroll,
    boolean paused,
    boolean help) {

  /** One snapshot, with nothing before it. */
  static MonitorState once(String source, Overview overview) {
    return new MonitorState(
        source,
        Optional.of(overview),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Rates.UNKNOWN,
        Order.NAME,
        /* scroll= */ 0,
        /* paused= */ false,
        /* help= */ false);
  }

  /**
   * The service does not answer.
   *
   * @param since the time of day of its last answer, or of the first look if there was none
   */
  record Gone(String why, String since, long seconds) {}

  /** How the venues are sorted. */
  enum Order {
    NAME("name"),
    TICKS("most ticks"),
    AGE("oldest tick");

    private final String text;

    Order(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    Order next() {
      return switch (this) {
        case NAME -> TICKS;
        case TICKS -> AGE;
        case AGE -> NAME;
      };
    }
  }
}
