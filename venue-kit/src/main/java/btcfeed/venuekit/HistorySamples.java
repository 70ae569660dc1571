package btcfeed.venuekit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a venue writes a history page, for tests that write pages with something wrong in them. Texts
 * are JSON with single quotes.
 *
 * @param page the page, {@code ROWS} in the place of its rows
 * @param row one row; {@code ID}, {@code PRICE}, {@code QUANTITY} and {@code TIME} are JSON values
 * @param time how the venue writes a time
 * @param byId true if it is asked by id
 */
public record HistorySamples(String page, String row, Time time, boolean byId) {
  /** The id of row 0. */
  public static final long FIRST_ID = 2_000_000_000_000_000L;

  /** The time of row 0; the next ones are 20 ms apart. */
  public static final long FIRST_MS = 1_790_000_000_000L;

  /** How a venue writes the time of a past trade. */
  public enum Time {
    MILLIS,
    SECONDS,
    NANOS,
    ISO
  }

  public HistorySamples {
    page = page.replace('\'', '"');
    row = row.replace('\'', '"');
  }

  /** A page of these rows. */
  public String page(List<String> rows) {
    return page.replace("ROWS", String.join(",", rows));
  }

  /** A good row. */
  public String row(int number) {
    return with(number, "NOTHING", "");
  }

  /** The row with that number, one member of it replaced by a JSON value. */
  public String with(int number, String member, String value) {
    String changed = row.replace(member, value);
    return changed
        .replace("ID", "\"" + (FIRST_ID + number) + "\"")
        .replace("PRICE", "\"90000.1\"")
        .replace("QUANTITY", "\"0.001\"")
        .replace("TIME", time(number));
  }

  /**
   * Good rows, which have even numbers, and behind each a row in which something is wrong with that
   * member.
   */
  List<String> rowsWithHostile(String member) {
    List<String> rows = new ArrayList<>();
    for (String value : HostileInput.values()) {
      rows.add(row(rows.size()));
      rows.add(with(rows.size(), member, value));
    }
    return rows;
  }

  private String time(int number) {
    long ms = FIRST_MS + number * 20L;
    return switch (time) {
      case MILLIS -> "" + ms;
      case SECONDS -> ms / 1000 + "." + Long.toString(1000 + ms % 1000).substring(1);
      case NANOS -> ms + "000000";
      case ISO -> "\"" + Instant.ofEpochMilli(ms) + "\"";
    };
  }
}
