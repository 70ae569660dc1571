package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import java.util.List;

/** What a {@link Sequencer} says of a trade. */
public sealed interface Verdict {
  /** Accept it: the next one, nothing else to say. */
  Verdict NEXT = new Accept(List.of());

  /** Drop it: it was accepted before. */
  Verdict DUPLICATE = new Duplicate();

  /** Keep it back: its id is too far ahead to be believed on its own. */
  Verdict HOLD = new Hold();

  /** Accept it, and publish what changed about gaps. */
  record Accept(List<Gap> changed) implements Verdict {}

  /** Accept the trades held before, then this one, and publish what changed about gaps. */
  record AcceptHeld(List<Trade> held, List<Gap> changed) implements Verdict {}

  /** See {@link #DUPLICATE}. */
  record Duplicate() implements Verdict {}

  /** See {@link #HOLD}. */
  record Hold() implements Verdict {}
}
