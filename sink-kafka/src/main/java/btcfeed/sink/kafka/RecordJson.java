package btcfeed.sink.kafka;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Ticks and gaps as JSON, for which {@code tick.schema.json} and {@code gap.schema.json} are the
 * schemas. Decimals and ids are strings, because many programs round numbers. One thread.
 */
final class RecordJson {
  // The longest record has about 500: every value has a bound of its own.
  private static final int MOST_BYTES = 1_024;

  private final ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);

  byte[] bytes(SinkRecord record, long epoch) {
    out.clear();
    plain("{\"id\":\"").plain(record.id().toString());
    plain("\",\"epoch\":").plain(Long.toString(epoch));
    plain(",\"venue\":\"").plain(record.market().venue().name());
    plain("\",\"symbol\":\"").plain(record.market().symbol().base());
    plain("-").plain(record.market().symbol().quote());
    switch (record) {
      case SinkRecord.Tick(_, PriceTick tick) -> tick(tick);
      case SinkRecord.GapChange(_, _, Gap gap) -> gap(gap);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private void tick(PriceTick tick) {
    Trade trade = tick.trade();
    plain("\",\"trade_id\":\"").escaped(trade.id().text());
    plain("\",\"price\":\"").decimal(trade.price());
    plain("\",\"quantity\":\"").decimal(trade.quantity());
    plain("\",\"side\":\"").plain(trade.side().text());
    plain("\",\"exchange_time_us\":").plain(Long.toString(trade.exchangeTimeUs()));
    plain(",\"receive_time_us\":").plain(Long.toString(tick.receiveTimeUs()));
    plain(",\"origin\":\"").plain(tick.origin().text());
    plain("\"}");
  }

  private void gap(Gap gap) {
    gap.ids()
        .ifPresentOrElse(
            ids -> {
              plain("\",\"from_id\":\"").plain(Long.toString(ids.from()));
              plain("\",\"to_id\":\"").plain(Long.toString(ids.to())).plain("\"");
            },
            () -> plain("\",\"from_id\":null,\"to_id\":null"));
    plain(",\"since_us\":").plain(Long.toString(gap.sinceUs()));
    plain(",\"until_us\":").plain(Long.toString(gap.untilUs()));
    plain(",\"state\":\"").plain(gap.state().text());
    plain("\",\"trades\":").plain(Long.toString(gap.trades()));
    plain("}");
  }

  private void decimal(Decimal value) {
    value.writeText(out);
  }

  private RecordJson plain(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      out.put((byte) ascii.charAt(i));
    }
    return this;
  }

  /** A trade's id is printable ASCII, so only two characters need an escape. */
  private void escaped(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c == '"' || c == '\\') {
        out.put((byte) '\\');
      }
      out.put((byte) c);
    }
  }
}
