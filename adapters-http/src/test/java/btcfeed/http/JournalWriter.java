package btcfeed.http;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.testsupport.InMemoryJournal;
import java.util.List;

/** Writes the journal behind a stream; its records are 1000-1, 1000-2 and so on. */
final class JournalWriter {
  static final Market BINANCE = market("binance", "BTC-USDT");
  static final Market KRAKEN = market("kraken", "BTC-USD");

  private InMemoryJournal journal;
  private int records;

  JournalWriter(InMemoryJournal journal) {
    this.journal = journal;
  }

  InMemoryJournal journal() {
    return journal;
  }

  int records() {
    return records;
  }

  /** As after a restart of the service. */
  void reopen() {
    journal = journal.reopened();
  }

  void ticks(Market market, int count) {
    for (int i = 0; i < count; i++) {
      Trade trade =
          new Trade(
              market,
              TradeId.of(records + 1),
              Price.parse("64000.10"),
              Quantity.parse("0.5"),
              Side.BUY,
              1_770_000_000_000_000L);
      event(new JournalEvent.Ticked(new PriceTick(trade, 1_770_000_000_100_000L, Origin.LIVE)));
    }
  }

  void gap() {
    event(new JournalEvent.GapChanged(BINANCE, new Gap(5, 9, 1, 2, Gap.State.OPEN, 0)));
  }

  void event(JournalEvent event) {
    journal.append(List.of(new Entry(new JournalId(1000, ++records), event)));
  }

  /** The ids of all ticks, as a stream must send them. */
  List<String> tickIds() {
    return journal.entries().stream()
        .filter(entry -> entry.event() instanceof JournalEvent.Ticked)
        .map(entry -> entry.id().toString())
        .toList();
  }

  private static Market market(String venue, String symbol) {
    return new Market(new Venue(venue), Symbol.parse(symbol));
  }
}
