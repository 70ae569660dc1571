package btcfeed.bootstrap.wire;

import btcfeed.exchange.recording.Player;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What came out of a recording, for people; the last line is for comparing. */
final class ReplayReport {
  private ReplayReport() {}

  /**
   * Prints it.
   *
   * @param wrong what broke, a sentence each
   */
  static void print(PrintStream out, ReplayStage stage, Player.Played played, List<String> wrong) {
    JournalDigest tally = stage.tally();
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
    tally
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
    long heard = stage.heard().sum();
    out.printf(
        Locale.ROOT,
        "%d messages, %d trades in them, %d of those known or not believed; %d messages, or parts"
            + " of them, were not used.%n",
        played.messages(),
        heard,
        heard - tally.ticks(),
        stage.heard().refusedSum());
    if (played.lost() > 0) {
      out.println(played.lost() + " messages were lost when it was recorded.");
    }
    if (tally.unread() > 0) {
      out.println(tally.unread() + " records left the journal before they could be counted.");
    }
    played.notes().forEach(out::println);
    wrong.forEach(out::println);
    out.println("btc:ticks " + tally.ticks() + " entries, sha256 " + tally.sha256());
  }
}
