package btcfeed.sink.postgresql;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkRecord;

/**
 * Records in the text format of {@code COPY}: columns separated by tabs, a line each, {@code \N}
 * for no value. Decimals keep the digits of the venue.
 */
final class CopyRows {
  private static final String NONE = "\\N";

  private CopyRows() {}

  static void append(StringBuilder out, SinkRecord record, long epoch) {
    switch (record) {
      case SinkRecord.Tick(JournalId id, PriceTick tick) -> tick(head(out, id, record), tick);
      case SinkRecord.GapChange(JournalId id, Market _, Gap gap) -> gap(head(out, id, record), gap);
    }
    out.append('\t').append(epoch).append('\n');
  }

  private static StringBuilder head(StringBuilder out, JournalId id, SinkRecord record) {
    out.append(id.ms()).append('\t').append(id.seq());
    out.append('\t').append(record.market().venue().name());
    return out.append('\t').append(record.market().symbol());
  }

  private static void tick(StringBuilder out, PriceTick tick) {
    Trade trade = tick.trade();
    // Of the printable characters only the backslash has a meaning in this format.
    out.append('\t').append(trade.id().text().replace("\\", "\\\\"));
    out.append('\t').append(trade.price().text());
    out.append('\t').append(trade.quantity().text());
    out.append('\t').append(trade.side().text());
    out.append('\t').append(trade.exchangeTimeUs());
    out.append('\t').append(tick.receiveTimeUs());
    out.append('\t').append(tick.origin().text());
  }

  private static void gap(StringBuilder out, Gap gap) {
    out.append('\t').append(gap.ids().map(ids -> Long.toString(ids.from())).orElse(NONE));
    out.append('\t').append(gap.ids().map(ids -> Long.toString(ids.to())).orElse(NONE));
    out.append('\t').append(gap.sinceUs());
    out.append('\t').append(gap.untilUs());
    out.append('\t').append(gap.state().text());
    out.append('\t').append(gap.trades());
  }
}
