package btcfeed.application.simulation;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.Gap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** A trade with a wrong id is in the journal; it was believed because it was the first. */
  private boolean wrongIdAccepted;

  private long wrongIdHeardNanos = Long.MIN_VALUE;

  MarketBook(Ledger ledger) {
    this.ledger = ledger;
  }

  boolean has(int place) {
    return accepted.get(place);
  }

  /** True if it stands in the journal. */
  boolean has(Trade trade) {
    return ledger.hasWrongId(trade) ? wrongIdAccepted : has(ledger.place(trade.id()));
  }

  /** True if none of the market's trades stands in the journal. */
  boolean isEmpty() {
    return accepted.isEmpty();
  }

  /** A message with it was handed over. What comes before any is believed may be held. */
  void heard(Trade trade, long nanos) {
    if (ledger.hasWrongId(trade)) {
      wrongIdHeardNanos = wrongIdAccepted ? wrongIdHeardNanos : nanos;
    } else if (isEmpty()) {
      heardNanos.put(ledger.place(trade.id()), nanos);
    } else {
      heardNanos.putIfAbsent(ledger.place(trade.id()), nanos);
    }
  }

  long heardNanos(Trade trade) {
    return ledger.hasWrongId(trade)
        ? wrongIdHeardNanos
        : heardNanos.getOrDefault(ledger.place(trade.id()), Long.MIN_VALUE);
  }

  /** A trade that was made after {@code from} and received before {@code until}. */
  Optional<Trade> received(long from, long until) {
    return ledger.trades().reversed().stream()
        .takeWhile(trade -> trade.exchangeTimeUs() >= TrueTime.us(from))
        .filter(trade -> heardNanos(trade) > from && heardNanos(trade) < until)
        .findFirst();
  }

  /** It stands in the journal. */
  void accepted(Trade trade) {
    if (ledger.hasWrongId(trade)) {
      acceptedWrongId(trade);
      return;
    }
    int place = ledger.place(trade.id());
    if (!ledger.made(trade)) {
      throw new Violation("G1 nothing invented", "the venue never made " + trade);
    }
    if (accepted.get(place)) {
      throw new Violation("G3 nothing twice", trade + " is in the journal again");
    }
    doubtful |= place > accepted.length();
    accepted.set(place);
  }

  /** The journal has removed it again. */
  void cut(Trade trade) {
    if (ledger.hasWrongId(trade)) {
      wrongIdAccepted = false;
    } else {
      accepted.clear(ledger.place(trade.id()));
    }
  }

  void forgetGaps() {
    gaps.clear();
    doubtful = true;
  }

  /** The journal still has what was published before. */
  void remember(Gap gap) {
    switch (gap.state()) {
      case OPEN, UNREPAIRABLE -> gaps.put(key(gap), gap);
      case CLOSED -> gaps.remove(key(gap));
    }
  }

  /** True while all that stands in the journal is a trade with a wrong id. */
  boolean believesWrongId() {
    return wrongIdAccepted && isEmpty();
  }

  /** Nothing tells that the first id of all is wrong; later ones must not be believed. */
  private void acceptedWrongId(Trade trade) {
    if (wrongIdAccepted) {
      throw new Violation("G3 nothing twice", trade + " is in the journal again");
    }
    if (!isEmpty()) {
      throw new Violation("wrong ids are refused", trade + " came after true trades");
    }
    wrongIdAccepted = true;
  }

  /** So does this. */
  void said(Gap gap) {
    doubtful = true;
    gap.ids()
        .filter(ids -> ledger.place(TradeId.of(ids.from())) < 0)
        .or(() -> gap.ids().filter(ids -> ledger.place(TradeId.of(ids.to())) < 0))
        .ifPresent(
            _ -> {
              throw new Violation("gaps are exact", gap + " has ids that the venue never used");
            });
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
    return ledger.continuity == Continuity.SEQUENTIAL;
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
