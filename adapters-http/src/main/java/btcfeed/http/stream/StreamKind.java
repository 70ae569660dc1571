package btcfeed.http.stream;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of events of the stream. */
enum StreamKind {
  TICK("tick"),
  GAP("gap"),
  INDEX("index"),
  HEALTH("health");

  private final String text;

  StreamKind(String text) {
    this.text = text;
  }

  /** The name of the event. */
  String text() {
    return text;
  }

  /** Reads {@link #text}. */
  static Optional<StreamKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }
}
