package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import java.util.Map;
import java.util.Optional;

/**
 * What the monitor shows.
 *
 * @param source the address of the service
 * @param last the last answer of the service
 * @param outage why the service does not answer; empty while it does
 * @param waiting seconds since the request, if the answer is slow
 * @param trends the trends of the prices, by symbol
 * @param scroll the number of venues above the window
 */
record MonitorState(
    String source,
    Optional<Overview> last,
    Optional<Outage> outage,
    Optional<Long> waiting,
    Map<String, Trend> trends,
    Rates rates,
    Order order,
    int scroll,
    boolean paused,
    boolean help) {

  /**
   * The service does not answer.
   *
   * @param since the time of its last answer, or of the first request without one
   */
  record Outage(String why, String since, long seconds) {}

  /** The order of the venues. */
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
