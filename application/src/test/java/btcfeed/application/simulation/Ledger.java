package btcfeed.application.simulation;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.Continuity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every trade one market ever made: the truth that the service is held against. */
final class Ledger {
  private static final long FIRST_ID = 1_000;

  final Market market;
  final Continuity continuity;
  private final List<Trade> trades = new ArrayList<>();
  private final Set<Trade> wrongIds = new HashSet<>();

  Ledger(Market market, Continuity continuity) {
    this.market = market;
    this.continuity = continuity;
  }

  /** The market makes one more trade. */
  Trade make(Dice dice, long timeUs) {
    long number = FIRST_ID + trades.size();
    Trade trade =
        new Trade(
            market,
            continuity == Continuity.SEQUENTIAL ? TradeId.of(number) : TradeId.of("n" + number),
            new Price(dice.between(6_000_000, 7_000_000), 2),
            new Quantity(dice.between(1, 1_000_000), 5),
            dice.chance(0.5) ? Side.BUY : Side.SELL,
            timeUs);
    trades.add(trade);
    return trade;
  }

  /** The venue sends a trade with a wrong id, which the market never made. */
  Trade sentWrongly(Trade trade) {
    wrongIds.add(trade);
    return trade;
  }

  /** True if the venue sent it, and its id is wrong. */
  boolean hasWrongId(Trade trade) {
    return wrongIds.contains(trade);
  }

  /** True if the market made exactly this trade. */
  boolean made(Trade trade) {
    int place = place(trade.id());
    return place >= 0 && trades.get(place).equals(trade);
  }

  List<Trade> trades() {
    return trades;
  }

  int size() {
    return trades.size();
  }

  /** The place of a trade of which only the name is known; -1 if it was never made. */
  int place(TradeId id) {
    long number =
        switch (id) {
          case TradeId.Numbered(long counted) -> counted;
          case TradeId.Named(String text) ->
              text.startsWith("n")
                      && TradeId.of(text.substring(1)) instanceof TradeId.Numbered known
                  ? known.number()
                  : -1;
        };
    long place = number - FIRST_ID;
    return place < 0 || place >= trades.size() ? -1 : (int) place;
  }

  /** The place of the trade that a counting id stands for, made or not. */
  static int placeOf(long id) {
    return Math.toIntExact(id - FIRST_ID);
  }
}
