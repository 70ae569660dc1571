package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import dev.tamboui.style.Style;

/** The meaning of colours. A text always has the same meaning. */
final class Theme {
  static final Style PLAIN = Style.EMPTY;
  static final Style BOLD = Style.EMPTY.bold();
  static final Style FAINT = Style.EMPTY.dim();
  static final Style TITLE = Style.EMPTY.cyan().bold();
  static final Style GOOD = Style.EMPTY.green();
  static final Style UNSURE = Style.EMPTY.yellow();
  static final Style BAD = Style.EMPTY.red();

  private Theme() {}

  /** The colour of a status, or of the state of a store, an instance or a sink. */
  static Style of(String state) {
    return switch (state) {
      case "healthy", "live", "ok", "in sync", "writing" -> GOOD;
      case "degraded", "catching_up", "behind" -> UNSURE;
      case "following" -> PLAIN;
      default -> BAD;
    };
  }

  static Style of(Overview.Venue venue) {
    if (venue.price().equals("fresh")) {
      return GOOD;
    }
    return venue.transport().equals("connected") ? UNSURE : BAD;
  }
}
