package btcfeed.application.simulation;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Continuity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one venue sends by mistake: copies of its trades with a wrong time, and trades with an id
 * that no market reaches. A mistake is sent on one line or on all of them, between the true trades
 * or in a message of its own. Sends what it is given, and rolls no dice, until it is asked for a
 * mistake.
 */
final class WrongTrades {
  /** Far above every id of a {@link Ledger}. */
  static final TradeId ABSURD_ID = TradeId.of(999_999_999_999_999_999L);

  private static final long YEAR_2286_US = 9_972_000_000_000_000L;
  private static final long YEAR_2008_US = 1_200_000_000_000_000L;
  private static final long YEAR_1970_US = 0;
  private static final long TWO_DAYS_US = 2 * 86_400_000_000L;

  private final Dice dice;

  /** Markets whose next trade follows one with an absurd id. */
  private final Set<Ledger> absurdFirst = new HashSet<>();

  private int wrongTimes;
  private int wrongIds;

  WrongTrades(Dice dice) {
    this.dice = dice;
  }

  /** The next so many messages contain a trade with a wrong time. */
  void wrongTimes(int messages) {
    wrongTimes += messages;
  }

  /** The next so many messages contain a trade with a wrong id. */
  void wrongIds(int messages) {
    wrongIds += messages;
  }

  /** The next message of each market begins with a wrong id. */
  void wrongIdsFirst(List<Ledger> ledgers) {
    absurdFirst.addAll(ledgers);
  }

  /** From now on nothing is wrong. */
  void calm() {
    wrongTimes = 0;
    wrongIds = 0;
    absurdFirst.clear();
  }

  /** Sends a message to all lines, with a mistake in it if one is due and a line listens. */
  void send(List<Wire> wires, Ledger ledger, List<Trade> message) {
    List<Wire> listening = wires.stream().filter(Wire::isSubscribed).toList();
    boolean first = absurdFirst.contains(ledger);
    if (listening.isEmpty() || (!first && wrongTimes == 0 && wrongIds == 0)) {
      wires.forEach(wire -> wire.trades(message));
      return;
    }
    List<List<Trade>> mistaken;
    if (first) {
      absurdFirst.remove(ledger);
      mistaken = with(absurd(ledger, message.getFirst()), message, 0);
    } else if (wrongIds > 0) {
      wrongIds--;
      mistaken = with(absurd(ledger, message.getFirst()), message, dice.between(0, message.size()));
    } else {
      wrongTimes--;
      mistaken = misdated(ledger, message);
    }
    boolean everywhere = dice.chance(0.5);
    Wire one = dice.pick(listening);
    wires.forEach(
        wire -> (everywhere || wire == one ? mistaken : List.of(message)).forEach(wire::trades));
  }

  private Trade absurd(Ledger ledger, Trade like) {
    return ledger.sentWrongly(
        new Trade(
            like.market(),
            ABSURD_ID,
            like.price(),
            like.quantity(),
            like.side(),
            like.exchangeTimeUs()));
  }

  /** Ids that count tell that a trade is missing: only there the true one may be left out. */
  private List<List<Trade>> misdated(Ledger ledger, List<Trade> message) {
    int place = (int) dice.between(0, message.size() - 1L);
    Trade wrong = misdated(message.get(place));
    if (ledger.continuity == Continuity.SEQUENTIAL && dice.chance(0.3)) {
      List<Trade> instead = new ArrayList<>(message);
      instead.set(place, wrong);
      return List.of(instead);
    }
    return with(wrong, message, dice.between(0, message.size()));
  }

  private Trade misdated(Trade trade) {
    long timeUs =
        dice.pick(
            List.of(
                YEAR_2286_US, trade.exchangeTimeUs() + TWO_DAYS_US, YEAR_2008_US, YEAR_1970_US));
    return new Trade(
        trade.market(), trade.id(), trade.price(), trade.quantity(), trade.side(), timeUs);
  }

  private List<List<Trade>> with(Trade wrong, List<Trade> message, long place) {
    if (dice.chance(0.3)) {
      return List.of(List.of(wrong), message);
    }
    List<Trade> all = new ArrayList<>(message);
    all.add((int) place, wrong);
    return List.of(all);
  }
}
