package btcfeed.log;

import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.event.Level;

/** The messages about missing trades and their back-fill. Pure. */
final class GapMessages {
  private GapMessages() {}

  static LogMessage gap(Market market, Gap gap) {
    return message("gap_" + gap.state().text(), market, gap)
        .text(
            "{market}: "
                + gap.ids().map(ids -> ofIds(gap, ids)).orElseGet(() -> ofTime(gap.state())));
  }

  static LogMessage historyRefused(Market market, Gap gap, String why, Duration next) {
    return message("history_refused", market, gap)
        .readable("why", LogText.detail(why))
        .readable("next", LogText.duration(next))
        .text(
            "{market}: the venue did not return {trades_missing}: {why}. The service asks again in"
                + " {next}. Until then the gap stays in btc:gaps.");
  }

  static LogMessage backfillFailed(Market market, Gap gap, String why) {
    return message("search_in_vain", market, gap)
        .readable("why", LogText.detail(why))
        .text(
            "{market}: the back-fill of {trades_missing} ended: {why}. What did not arrive stays in"
                + " btc:gaps as unrepairable.");
  }

  private static String ofIds(Gap gap, Gap.Ids ids) {
    long width = gap.width().orElseThrow();
    return switch (gap.state()) {
      case OPEN ->
          ids(ids)
              + (width == 1 ? " is missing." : " are missing (" + LogText.number(width) + ").")
              + " The gap stays in btc:gaps until it is filled.";
      case CLOSED -> ids(ids) + (width == 1 ? " has" : " have") + " arrived. The gap is closed.";
      case UNREPAIRABLE ->
          "%s: only %s of %s arrived. The gap stays in btc:gaps as unrepairable."
              .formatted(ids(ids), LogText.number(gap.trades()), LogText.number(width));
    };
  }

  private static String ofTime(Gap.State state) {
    return switch (state) {
      case OPEN -> "no connection was open {span}. The service asks the venue for those trades.";
      case CLOSED ->
          "the trades {span}, when no connection was open, have arrived. The gap is closed.";
      case UNREPAIRABLE ->
          "the venue does not have all trades {span}, when no connection was open. The gap stays in"
              + " btc:gaps as unrepairable.";
    };
  }

  private static MessageBuilder message(String event, Market market, Gap gap) {
    Level level = gap.state() == Gap.State.CLOSED ? Level.INFO : Level.WARN;
    MessageBuilder message = new MessageBuilder(level, event).market(market);
    String span = "from " + instant(gap.sinceUs()) + " to " + instant(gap.untilUs());
    return gap.ids()
        .map(ids -> message.field("from_id", ids.from()).field("to_id", ids.to()))
        .orElseGet(() -> message.field("since_us", gap.sinceUs()).field("until_us", gap.untilUs()))
        .field("trades", gap.trades())
        .readable("span", span)
        .readable("trades_missing", gap.ids().map(GapMessages::ids).orElse("the trades " + span));
  }

  private static String ids(Gap.Ids ids) {
    return ids.from() == ids.to()
        ? "trade " + ids.from()
        : "trades " + ids.from() + " to " + ids.to();
  }

  private static Instant instant(long us) {
    return Instant.EPOCH.plus(us, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
  }
}
