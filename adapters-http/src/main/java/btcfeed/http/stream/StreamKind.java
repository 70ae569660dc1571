package btcfeed.http.stream;

import java.util.Optional;

/** What a reader of the stream can ask for. */
enum StreamKind {
  TICK("tick"),
  GAP("gap"),
  INDEX("index"),
  HEALTH("health");

  private final String text;

  StreamKind(String text) {
    this.text = text;
  }

  /** The event's name. */
  String text() {
    return text;
  }

  /** Reads {@link #text}. */
  static Optional<StreamKind> parse(String text) {
    for (StreamKind kind : values()) {
      if (kind.text.equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
