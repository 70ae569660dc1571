package btcfeed.log;

import static btcfeed.log.LogMessage.field;
import static btcfeed.log.LogText.detail;
import static btcfeed.log.LogText.duration;
import static btcfeed.log.LogText.number;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What is said of missing trades, and of the search for them. */
final class GapMessages {
  private GapMessages() {}

  static LogMessage seen(Market market, Gap gap) {
    return sentence(
        "gap_" + gap.state().text(),
        market,
        gap,
        gap.ids().map(ids -> ofIds(market, gap, ids)).orElseGet(() -> ofTime(market, gap)));
  }

  static LogMessage refused(Market market, Gap gap, String why, Duration next) {
    return sentence(
        "history_refused",
        market,
        gap,
        market
            + ": the venue did not give "
            + which(gap)
            + ": "
            + detail(why)
            + ". It is asked again in "
            + duration(next)
            + "; the hole stands in btc:gaps meanwhile.");
  }

  static LogMessage inVain(Market market, Gap gap, String why) {
    return sentence(
        "search_in_vain",
        market,
        gap,
        market
            + ": the search for "
            + which(gap)
            + " is given up: "
            + detail(why)
            + ". What did not come stays in btc:gaps as unrepairable.");
  }

  private static String ofIds(Market market, Gap gap, Gap.Ids ids) {
    long width = gap.width().orElseThrow();
    boolean one = width == 1;
    String which =
        market + ": " + (one ? "trade " + ids.from() : "trades " + ids.from() + " to " + ids.to());
    return switch (gap.state()) {
      case OPEN ->
          which
              + (one ? " is" : " are")
              + " missing ("
              + number(width)
              + "); the hole stands in btc:gaps until it is filled.";
      case CLOSED -> which + (one ? " has" : " have") + " arrived; gap closed.";
      case UNREPAIRABLE ->
          which
              + " will not all come: "
              + number(gap.trades())
              + " of "
              + number(width)
              + " arrived; the hole stays in btc:gaps as unrepairable.";
    };
  }

  private static String ofTime(Market market, Gap gap) {
    String when = market + ": nobody listened " + span(gap);
    return switch (gap.state()) {
      case OPEN -> when + "; the venue is asked for the trades of that time.";
      case CLOSED -> when + ", and the venue gave what was traded then; gap closed.";
      case UNREPAIRABLE ->
          when
              + ", and the venue does not give all of that time; the hole stays in btc:gaps as"
              + " unrepairable.";
    };
  }

  private static String which(Gap gap) {
    return gap.ids()
        .map(ids -> "trades " + ids.from() + " to " + ids.to())
        .orElseGet(() -> "the trades " + span(gap));
  }

  private static String span(Gap gap) {
    return "from " + instant(gap.sinceUs()) + " to " + instant(gap.untilUs());
  }

  private static Instant instant(long us) {
    return Instant.EPOCH.plus(us, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
  }

  private static LogMessage sentence(String event, Market market, Gap gap, String text) {
    LogMessage.Field[] fields =
        gap.ids()
            .map(
                ids ->
                    new LogMessage.Field[] {
                      field("from_id", ids.from()),
                      field("to_id", ids.to()),
                      field("trades", gap.trades())
                    })
            .orElseGet(
                () ->
                    new LogMessage.Field[] {
                      field("since_us", gap.sinceUs()),
                      field("until_us", gap.untilUs()),
                      field("trades", gap.trades())
                    });
    return LogMessages.market(
        gap.state() == Gap.State.CLOSED ? INFO : WARN, event, market, text, fields);
  }
}
