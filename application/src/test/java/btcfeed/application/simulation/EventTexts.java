package btcfeed.application.simulation;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.PriceTick;

/** Records in few words, for the trace. */
final class EventTexts {
  private EventTexts() {}

  static String of(Entry entry) {
    return switch (entry.event()) {
      case JournalEvent.Ticked(PriceTick tick) ->
          "%s/%s(%s)"
              .formatted(
                  tick.trade().market().venue(), tick.trade().id().text(), tick.origin().text());
      case JournalEvent.GapChanged(var market, var gap) ->
          "gap[%s %s %d..%d %s]"
              .formatted(
                  market.venue(),
                  gap.ids().map(ids -> ids.from() + "-" + ids.to()).orElse(""),
                  gap.sinceUs(),
                  gap.untilUs(),
                  gap.state().text());
      case JournalEvent.Checkpointed(var market, var mark) -> "mark[" + market.venue() + "]";
      case JournalEvent.Mutated(var mutation) -> "mutation[" + mutation.key() + "]";
    };
  }
}
