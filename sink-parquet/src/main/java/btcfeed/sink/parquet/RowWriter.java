package btcfeed.sink.parquet;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * Gives the values of the records of one market to Parquet, column by column. Without reflection
 * and {@code BigDecimal}, because this is most of the time that a tick costs.
 */
final class RowWriter extends SchemaRows<SinkRecord> {
  private static final Binary[] SIDES = constants(Side.values(), Side::text);
  private static final Binary[] ORIGINS = constants(Origin.values(), Origin::text);
  private static final Binary[] STATES = constants(Gap.State.values(), Gap.State::text);

  private final Binary venue;
  private final Binary symbol;
  private Optional<Columns> columns = Optional.empty();
  private long epoch;

  RowWriter(MessageType schema, Market market) {
    super(schema);
    venue = binary(market.venue().name());
    symbol = binary(market.symbol().toString());
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
    out.begin();
    out.add(binary(row.id().toString()));
    out.add(venue);
    out.add(symbol);
    switch (row) {
      case SinkRecord.Tick(var _, PriceTick tick) -> tick(tick, out);
      case SinkRecord.GapChange(var _, var _, Gap gap) -> gap(gap, out);
    }
    out.add(epoch);
    out.end();
  }

  private static void tick(PriceTick tick, Columns out) {
    Trade trade = tick.trade();
    out.add(binary(trade.id().text()));
    out.add(Decimals.binary(trade.price()));
    out.add(Decimals.binary(trade.quantity()));
    out.add(SIDES[trade.side().ordinal()]);
    out.add(trade.exchangeTimeUs());
    out.add(tick.receiveTimeUs());
    out.add(ORIGINS[tick.origin().ordinal()]);
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
    out.add(STATES[gap.state().ordinal()]);
    out.add(gap.trades());
  }

  /** Every text of the feed is ASCII. */
  private static Binary binary(String text) {
    return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static <T> Binary[] constants(T[] values, Function<T, String> text) {
    return Arrays.stream(values).map(text).map(RowWriter::binary).toArray(Binary[]::new);
  }
}
