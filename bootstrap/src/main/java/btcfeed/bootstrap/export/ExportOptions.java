package btcfeed.bootstrap.export;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What {@code export} writes.
 *
 * @param from the earliest venue time of a trade, included; empty for no limit
 * @param to the latest one, excluded
 * @param symbols empty for all
 * @param venues empty for all
 * @param format {@code csv}, or the name of a plugin
 */
public record ExportOptions(
    Source source,
    Optional<Instant> from,
    Optional<Instant> to,
    List<Symbol> symbols,
    List<Venue> venues,
    String format,
    Path out) {
  /** The format that needs no plugin. */
  public static final String CSV = "csv";

  /** The clocks of a venue and of this host may differ by this much. */
  private static final Duration CLOCKS = Duration.ofHours(1);

  /** Where the ticks come from. */
  public enum Source {
    /** The segment files in {@code FEED_DATA_DIR}. */
    JOURNAL,
    /** The primary Redis. */
    STORE
  }

  boolean wants(PriceTick tick) {
    Trade trade = tick.trade();
    Instant time = Instant.EPOCH.plus(trade.exchangeTimeUs(), ChronoUnit.MICROS);
    return from.filter(time::isBefore).isEmpty()
        && to.filter(end -> !time.isBefore(end)).isEmpty()
        && (symbols.isEmpty() || symbols.contains(trade.market().symbol()))
        && (venues.isEmpty() || venues.contains(trade.market().venue()));
  }

  /** Every wanted tick is after this record. It may be late, but not early. */
  JournalId after() {
    return new JournalId(
        from.map(it -> Math.max(0, it.minus(CLOCKS).toEpochMilli())).orElse(0L), 0);
  }
}
