package btcfeed.application.simulation;

import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.Gap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the journal says of one market, held against the venue's ledger. Knows nothing of
 * sequencers: trades are bits, and a gap is what is missing between bits.
 */
final class MarketBook {
  private static final int MOST_OPEN_GAPS = 1_024;

  final Ledger ledger;
  private final BitSet accepted = new BitSet();
  private final Map<Integer, Long> heardNanos = new TreeMap<>();
  private final TreeMap<Long, Gap> gaps = new TreeMap<>();
  private boolean doubtful;

  MarketBook(Ledger ledger) {
    this.ledger = ledger;
  }

  boolean has(int place) {
    return accepted.get(place);
  }

  /** A message with it was handed over. */
  void heard(int place, long nanos) {
    heardNanos.putIfAbsent(place, nanos);
  }

  long heardNanos(int place) {
    return heardNanos.getOrDefault(place, Long.MIN_VALUE);
  }

  /** It stands in the journal. */
  void accepted(Trade trade) {
    int place = ledger.place(trade.id());
    if (place < 0 || !ledger.trades().get(place).equals(trade)) {
      throw new Violation("G1 nothing invented", "the venue never made " + trade);
    }
    if (accepted.get(place)) {
      throw new Violation("G3 nothing twice", trade + " is in the journal again");
    }
    doubtful |= place > accepted.length();
    accepted.set(place);
  }

  /** So does this. */
  void said(Gap gap) {
    doubtful = true;
    switch (gap.state()) {
      case OPEN -> {
        for (int place : spanned(gap)) {
          if (counts() && accepted.get(place)) {
            throw new Violation("gaps are exact", gap + " has a trade that is there");
          }
        }
        gaps.put(key(gap), gap);
      }
      case CLOSED -> {
        for (int place : spanned(gap)) {
          if (!accepted.get(place)) {
            throw new Violation(
                "gaps close when all is there",
                gap + " closed without " + ledger.trades().get(place));
          }
        }
        gaps.remove(key(gap));
      }
      case UNREPAIRABLE -> gaps.put(key(gap), gap);
    }
  }

  /** After each append: whatever is known to be missing stands in a gap. */
  void check() {
    if (!doubtful) {
      return;
    }
    doubtful = false;
    if (gaps.values().stream().filter(gap -> gap.state() == Gap.State.OPEN).count()
        > MOST_OPEN_GAPS) {
      throw new Violation("G7 bounded", "too many gaps are open at " + ledger.market);
    }
    if (counts()) {
      missing(accepted.length())
          .forEach(
              place -> {
                if (!isInGap(place)) {
                  throw lost(place);
                }
              });
    }
  }

  /** Trades from the first accepted one on, and before this place, that are not there. */
  List<Integer> missing(int before) {
    List<Integer> missing = new ArrayList<>();
    int first = accepted.nextSetBit(0);
    for (int place = accepted.nextClearBit(Math.max(first, 0));
        first >= 0 && place < before;
        place = accepted.nextClearBit(place + 1)) {
      missing.add(place);
    }
    return missing;
  }

  /** True if it is before all that was accepted, or was given up in public. */
  boolean isForgone(int place) {
    int first = accepted.nextSetBit(0);
    return first < 0
        || place < first
        || gaps.values().stream()
            .anyMatch(gap -> gap.state() == Gap.State.UNREPAIRABLE && spans(gap, place));
  }

  /** True if it was, and may be: only where ids count is memory no reason to give anything up. */
  boolean wasGivenUp(int place) {
    return !counts() && isForgone(place);
  }

  boolean isInGap(int place) {
    return gaps.values().stream().anyMatch(gap -> spans(gap, place));
  }

  List<Gap> openGaps() {
    return gaps.values().stream().filter(gap -> gap.state() == Gap.State.OPEN).toList();
  }

  Violation lost(int place) {
    return new Violation(
        "G2 nothing lost",
        ledger.trades().get(place) + " is missing, and in no gap; gaps are " + gaps.values());
  }

  private boolean counts() {
    return ledger.continuity == Continuity.COUNTING;
  }

  private long key(Gap gap) {
    return gap.ids().map(Gap.Ids::from).orElse(gap.sinceUs());
  }

  private boolean spans(Gap gap, int place) {
    if (gap.ids().isPresent()) {
      return Ledger.placeOf(gap.ids().get().from()) <= place
          && place <= Ledger.placeOf(gap.ids().get().to());
    }
    long timeUs = ledger.trades().get(place).exchangeTimeUs();
    return gap.sinceUs() <= timeUs && timeUs <= gap.untilUs();
  }

  private List<Integer> spanned(Gap gap) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < ledger.size(); place++) {
      if (spans(gap, place)) {
        places.add(place);
      }
    }
    return places;
  }
}
