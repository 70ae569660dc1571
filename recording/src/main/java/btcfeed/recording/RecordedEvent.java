package btcfeed.recording;

import btcfeed.domain.line.LineId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One event of a line.
 *
 * @param timeUs when its last byte was received, Unix microseconds
 * @param connection of the line, counting up from 1
 * @param payload shared, not copied; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record RecordedEvent(long timeUs, LineId line, int connection, Kind kind, byte[] payload) {
  /** The kinds of events, each with its letter in a file. */
  enum Kind {
    /** A handshake succeeded. */
    OPENED("o"),
    /** A text message came; the payload is its bytes. */
    TEXT("t"),
    /** A binary message came. */
    BINARY("b"),
    /** The beginning of a text message whose rest did not come. */
    CUT_TEXT("x"),
    /** The beginning of a binary message whose rest did not come. */
    CUT_BINARY("y"),
    /** The connection ended. */
    CLOSED("c"),
    /** Messages were lost; the payload is their number, in digits. */
    LOST("l");

    private final String letter;

    Kind(String letter) {
      this.letter = letter;
    }

    String letter() {
      return letter;
    }

    /** True if the payload is not text. */
    boolean binary() {
      return this == BINARY || this == CUT_BINARY;
    }
  }

  /** An event whose payload is a text in ASCII. */
  static RecordedEvent of(long timeUs, LineId line, int connection, Kind kind, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
    return new RecordedEvent(timeUs, line, connection, kind, bytes);
  }

  boolean message() {
    return switch (kind) {
      case TEXT, BINARY, CUT_TEXT, CUT_BINARY -> true;
      case OPENED, CLOSED, LOST -> false;
    };
  }

  /** Tells connections apart: {@code kraken/a2}. */
  String connectionName() {
    return line.toString() + connection;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedEvent that
        && timeUs == that.timeUs
        && line.equals(that.line)
        && connection == that.connection
        && kind == that.kind
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(timeUs, line, connection, kind, Arrays.hashCode(payload));
  }

  @Override
  public String toString() {
    return timeUs + " " + connectionName() + " " + kind + ", " + payload.length + " bytes";
  }
}
