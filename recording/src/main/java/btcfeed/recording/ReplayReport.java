package btcfeed.recording;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints the result of a replay. Its last line is a digest to compare two replays by. */
final class ReplayReport {
  private ReplayReport() {}

  /**
   * Prints it.
   *
   * @param broken the guarantees that broke, a sentence each
   */
  static void print(
      PrintStream out,
      JournalDigest digest,
      ReceivedTrades received,
      Player.Played played,
      List<String> broken) {
    out.printf(
        Locale.ROOT,
        "  %-32s %9s %14s %14s %6s %6s %13s%n",
        "market",
        "ticks",
        "first price",
        "last price",
        "gaps",
        "closed",
        "unrepairable");
    digest
        .rows()
        .forEach(
            (market, row) ->
                out.printf(
                    Locale.ROOT,
                    "  %-32s %9d %14s %14s %6d %6d %13d%n",
                    market.venue() + " " + market.symbol(),
                    row.ticks(),
                    row.firstPrice(),
                    row.lastPrice(),
                    row.gapsOpened(),
                    row.gapsClosed(),
                    row.gapsGivenUp()));
    out.println();
    long trades = received.sum();
    out.printf(
        Locale.ROOT,
        "%d messages, %d trades in them, %d of those known or not believed; %d messages, or parts"
            + " of them, were not used.%n",
        played.messages(),
        trades,
        trades - digest.ticks(),
        received.refusedSum());
    if (played.lost() > 0) {
      out.println(played.lost() + " messages were lost when it was recorded.");
    }
    if (digest.unread() > 0) {
      out.println(digest.unread() + " records left the journal before they could be counted.");
    }
    played.notes().forEach(out::println);
    broken.forEach(out::println);
    out.println("btc:ticks " + digest.ticks() + " entries, sha256 " + digest.sha256());
  }
}
