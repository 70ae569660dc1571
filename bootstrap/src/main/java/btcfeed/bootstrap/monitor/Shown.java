package btcfeed.bootstrap.monitor;

import btcfeed.http.client.Overview;
import java.util.Optional;

/**
 * What there is to show.
 *
 * @param source where it comes from
 * @param last what the service said when it last answered
 * @param gone why it does not answer now, and for how many seconds; empty while it does
 * @param order of the venues
 */
record Shown(
    String source,
    Optional<Overview> last,
    Optional<Gone> gone,
    Prices prices,
    Order order,
    boolean paused,
    boolean help) {

  /** The service does not answer. */
  record Gone(String why, long seconds) {}

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
