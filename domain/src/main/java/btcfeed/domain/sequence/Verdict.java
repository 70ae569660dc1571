package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import java.util.List;

/** What a {@link Sequencer} decides about a trade. */
public sealed interface Verdict {
  /** Accept the trade; no gap changed. */
  Verdict NEXT = new Accept(List.of());

  /** Drop the trade: it was accepted before. */
  Verdict DUPLICATE = new Duplicate();

  /** Hold the trade back: its id is too far ahead to be plausible on its own. */
  Verdict HOLD = new Hold();

  /** Accept the trade and publish the changed gaps. */
  record Accept(List<Gap> changed) implements Verdict {}

  /** Accept the trades held before, then this one, and publish the changed gaps. */
  record AcceptHeld(List<Trade> held, List<Gap> changed) implements Verdict {}

  /** See {@link #DUPLICATE}. */
  record Duplicate() implements Verdict {}

  /** See {@link #HOLD}. */
  record Hold() implements Verdict {}
}
