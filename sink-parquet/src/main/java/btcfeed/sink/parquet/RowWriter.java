package btcfeed.sink.parquet;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Gives the values of records to Parquet, column by column. Without reflection and {@code
 * BigDecimal}, because this is most of the time that a tick costs.
 */
final class RowWriter extends SchemaRows<SinkRecord> {
  private final boolean hasEpoch;
  private Optional<Market> market = Optional.empty();
  private Binary venue = Binary.EMPTY;
  private Binary symbol = Binary.EMPTY;
  private Optional<Columns> columns = Optional.empty();
  private long epoch;

  RowWriter(MessageType schema) {
    super(schema);
    hasEpoch = schema.containsField(Schemas.EPOCH);
  }

  /** Of the next records. */
  void epoch(long next) {
    epoch = next;
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    columns = Optional.of(new Columns(consumer, schema()));
  }

  @Override
  public void write(SinkRecord row) {
    Columns out = columns.orElseThrow();
    if (market.isEmpty() || !market.get().equals(row.market())) {
      of(row.market());
    }
    out.begin();
    out.add(binary(row.id().toString()));
    out.add(venue);
    out.add(symbol);
    switch (row) {
      case SinkRecord.Tick(var _, PriceTick tick) -> tick(tick, out);
      case SinkRecord.GapChange(var _, var _, Gap gap) -> gap(gap, out);
    }
    if (hasEpoch) {
      out.add(epoch);
    }
    out.end();
  }

  private void of(Market next) {
    market = Optional.of(next);
    venue = binary(next.venue().name());
    symbol = binary(next.symbol().toString());
  }

  private static void tick(PriceTick tick, Columns out) {
    Trade trade = tick.trade();
    out.add(binary(trade.id().text()));
    out.add(Decimals.binary(trade.price()));
    out.add(Decimals.binary(trade.quantity()));
    out.add(binary(trade.side().text()));
    out.add(trade.exchangeTimeUs());
    out.add(tick.receiveTimeUs());
    out.add(binary(tick.origin().text()));
  }

  private static void gap(Gap gap, Columns out) {
    gap.ids()
        .ifPresentOrElse(
            ids -> {
              out.add(ids.from());
              out.add(ids.to());
            },
            () -> out.skip(2));
    out.add(gap.sinceUs());
    out.add(gap.untilUs());
    out.add(binary(gap.state().text()));
    out.add(gap.trades());
  }

  /** Every text of the feed is ASCII. */
  private static Binary binary(String text) {
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
