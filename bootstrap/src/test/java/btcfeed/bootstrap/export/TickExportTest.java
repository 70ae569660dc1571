package btcfeed.bootstrap.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.bootstrap.export.ExportOptions.Source;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An export of ticks")
class TickExportTest {
  private static final Market BINANCE = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));
  private static final Market KRAKEN = new Market(new Venue("kraken"), Symbol.parse("BTC-USD"));
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final String HEAD =
      "id,venue,symbol,trade_id,price,quantity,side,exchange_time_us,receive_time_us,origin";
  private static final String FIRST =
      "1796126400000-0,binance,BTC-USDT,17,76745.19000000,0.00065,buy,1796126400000000,5,live";
  private static final String SECOND =
      "1796126401000-0,kraken,BTC-USD,\"a,\"\"b\",76745.19000000,0.00065,buy,1796126401000000,5,live";

  @TempDir Path folder = Path.of("");

  private final List<Entry> entries =
      List.of(
          entry(0, BINANCE, TradeId.of(17)),
          new Entry(
              new JournalId(NOON.toEpochMilli(), 7),
              new JournalEvent.GapChanged(BINANCE, Gap.ofTime(1, 2, Gap.State.OPEN, 0))),
          entry(1, KRAKEN, TradeId.of("a,\"b")));

  private static Entry entry(long seconds, Market market, TradeId id) {
    Instant time = NOON.plusSeconds(seconds);
    Trade trade =
        new Trade(
            market,
            id,
            Price.parse("76745.19000000"),
            Quantity.parse("0.00065"),
            Side.BUY,
            time.toEpochMilli() * 1_000);
    return new Entry(
        new JournalId(time.toEpochMilli(), 0),
        new JournalEvent.Ticked(new PriceTick(trade, 5, Origin.LIVE)));
  }

  private ExportOptions options(
      Optional<Instant> from, Optional<Instant> to, List<Symbol> symbols, List<Venue> venues) {
    return new ExportOptions(
        Source.JOURNAL, from, to, symbols, venues, ExportOptions.CSV, folder.resolve("ticks.csv"));
  }

  private ExportOptions everything() {
    return options(Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  private List<String> lines(ExportOptions options) throws IOException {
    Files.deleteIfExists(options.out());
    var result =
        new TickExport(options, TickExport.Format.csv(), (_, _) -> {})
            .from(
                (_, visitor) -> {
                  visitor.visit(entries);
                  return 0;
                });
    List<String> lines = Files.readAllLines(options.out());
    assertThat(result).isEqualTo(new TickExport.Result(lines.size() - 1, 0));
    return lines;
  }

  @Test
  @DisplayName("has every tick with its exact digits")
  void csv() throws IOException {
    assertThat(lines(everything())).containsExactly(HEAD, FIRST, SECOND);
  }

  @Test
  @DisplayName("has the wanted times, symbols and venues only")
  void wanted() throws IOException {
    Optional<Instant> noon = Optional.of(NOON);
    Optional<Instant> later = Optional.of(NOON.plusMillis(1));
    Optional<Instant> any = Optional.empty();
    assertThat(lines(options(later, any, List.of(), List.of()))).containsExactly(HEAD, SECOND);
    assertThat(lines(options(noon, later, List.of(), List.of()))).containsExactly(HEAD, FIRST);
    assertThat(lines(options(any, noon, List.of(), List.of()))).containsExactly(HEAD);
    assertThat(lines(options(any, any, List.of(KRAKEN.symbol()), List.of())))
        .containsExactly(HEAD, SECOND);
    assertThat(lines(options(any, any, List.of(), List.of(BINANCE.venue()))))
        .containsExactly(HEAD, FIRST);
  }

  @Test
  @DisplayName("leaves no file after a failure")
  void failure() throws IOException {
    TickExport export = new TickExport(everything(), TickExport.Format.csv(), (_, _) -> {});
    assertThatThrownBy(
            () ->
                export.from(
                    (_, visitor) -> {
                      visitor.visit(entries);
                      throw new IOException("the source ended");
                    }))
        .hasMessage("the source ended");
    assertThat(files()).isEmpty();
  }

  @Test
  @DisplayName("overwrites nothing")
  void exists() throws IOException {
    Path file = Files.writeString(folder.resolve("ticks.csv"), "precious");
    assertThatThrownBy(
            () ->
                new TickExport(everything(), TickExport.Format.csv(), (_, _) -> {})
                    .from((_, _) -> 0))
        .hasMessageEndingWith("ticks.csv exists; an export overwrites nothing");
    assertThat(file).hasContent("precious");
  }

  @Test
  @DisplayName("shows no file before it is complete")
  void atomic() throws IOException {
    var result =
        new TickExport(everything(), TickExport.Format.csv(), (_, _) -> {})
            .from(
                (_, visitor) -> {
                  visitor.visit(entries);
                  assertThat(files()).containsExactly(".ticks.csv.unfinished");
                  return 3;
                });
    assertThat(result).isEqualTo(new TickExport.Result(2, 3));
    assertThat(files()).containsExactly("ticks.csv");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).toList();
    }
  }
}
