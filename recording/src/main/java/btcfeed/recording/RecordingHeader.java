package btcfeed.recording;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import java.util.List;

/**
 * The first line of a recording: since when, and of whom.
 *
 * @param startedUs when the file was begun, Unix microseconds
 */
public record RecordingHeader(long startedUs, List<Listened> venues) {
  public RecordingHeader {
    venues = List.copyOf(venues);
  }

  /**
   * A venue that was listened to.
   *
   * @param lines how many connections there were meant to be, 1 or 2
   * @param symbols the markets asked for
   */
  public record Listened(Venue venue, int lines, List<Symbol> symbols) {
    public Listened {
      symbols = List.copyOf(symbols);
      if (lines < 1 || lines > 2 || symbols.isEmpty()) {
        throw new IllegalArgumentException("one or two lines to " + venue + ", and some market");
      }
    }
  }

  /** The same, begun at another time. */
  RecordingHeader at(long timeUs) {
    return new RecordingHeader(timeUs, venues);
  }
}
