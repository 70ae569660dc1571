package btcfeed.redis;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterSeat;
import java.util.List;

/**
 * What the scripts answer, in the domain's words. Throws IllegalArgumentException where a store
 * holds under our names what we would not write.
 */
final class Replies {
  private Replies() {}

  static StorePosition position(List<String> said) {
    return new StorePosition(
        JournalId.parse(said.get(3)),
        JournalId.parse(said.get(4)),
        JournalId.parse(said.get(5)),
        JournalId.parse(said.get(6)),
        JournalId.parse(said.get(7)),
        seat(said.get(0), said.get(1), said.get(2)),
        new StoreFacts(said.get(8), said.get(9), said.get(10), said.get(11)));
  }

  /**
   * Of an answer to the position, whether it is a master or a replica; empty if it would not say.
   */
  static String role(List<?> said) {
    return String.valueOf(said.get(10));
  }

  static Outcome outcome(List<String> said) {
    String word = said.getFirst();
    return switch (word) {
      case "kept" -> new Outcome.Kept(JournalId.parse(said.get(1)));
      case "diverged" -> new Outcome.Diverged(said.get(1));
      case "fenced" -> new Outcome.Fenced(seat(said.get(1), said.get(2), said.get(3)));
      default -> throw new IllegalArgumentException("answer '" + word + "'");
    };
  }

  private static WriterSeat seat(String epoch, String instance, String startedUs) {
    return new WriterSeat(Long.parseLong(epoch), instance, Long.parseLong(startedUs));
  }
}
