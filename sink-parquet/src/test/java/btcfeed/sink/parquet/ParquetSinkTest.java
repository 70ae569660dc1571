package btcfeed.sink.parquet;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkRecords;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sink of Parquet files")
class ParquetSinkTest {
  private final ParquetFolder folder = new ParquetFolder();
  private final AtomicLong nanos = new AtomicLong();
  private final SinkPort sink =
      new ParquetSink(folder.root(), new Limits(Duration.ofSeconds(60), 1_000), nanos::get);

  @AfterEach
  void remove() {
    sink.close();
    folder.close();
  }

  @Test
  @DisplayName("has a file for each market and day, named after its first and last record")
  void files() {
    claim(1);
    JournalId nextDay = new JournalId(SinkRecords.id(0).ms() + 86_400_000, 3);
    PriceTick tick = ((SinkRecord.Tick) SinkRecords.tick(1)).tick();
    write(SinkRecords.tick(1), SinkRecords.tick(2), SinkRecords.tick(3));
    write(SinkRecords.unusual().get(3), new SinkRecord.Tick(nextDay, tick));
    assertAt(nextDay, sink.flush(true));
    assertThat(folder.files())
        .containsExactly(
            "gaps/day=2026-09-13/market=binance_BTC-USDT/1789295134229-0_1789295134229-0.parquet",
            "ticks/day=2026-09-13/market=binance_BTC-USDT/1789295134226-0_1789295134228-0.parquet",
            "ticks/day=2026-09-13/market=kraken_BTC-USD/1789295134227-0_1789295134227-0.parquet",
            "ticks/day=2026-09-14/market=binance_BTC-USDT/1789381534225-3_1789381534225-3.parquet");
  }

  @Test
  @DisplayName("has columns with exact types, and its folders as columns")
  void columns() {
    claim(1);
    write(SinkRecords.unusual().toArray(SinkRecord[]::new));
    assertThat(sink.flush(true)).isInstanceOf(Answer.At.class);
    assertThat(types("ticks"))
        .containsExactly(
            "id VARCHAR",
            "venue VARCHAR",
            "symbol VARCHAR",
            "trade_id VARCHAR",
            "price DECIMAL(38,18)",
            "quantity DECIMAL(38,18)",
            "side VARCHAR",
            "exchange_time_us TIMESTAMP WITH TIME ZONE",
            "receive_time_us TIMESTAMP WITH TIME ZONE",
            "origin VARCHAR",
            "epoch BIGINT",
            "day DATE",
            "market VARCHAR");
    assertThat(types("gaps"))
        .contains("from_id BIGINT", "until_us TIMESTAMP WITH TIME ZONE", "trades BIGINT");
  }

  private List<String> types(String table) {
    return folder
        .reader()
        .query(table, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM files)");
  }

  @Test
  @DisplayName("keeps the order of the records in a file")
  void order() {
    claim(1);
    assertThat(sink.write(batch(1, ticks(1, 99)))).isInstanceOf(Answer.At.class);
    assertThat(sink.flush(true)).isInstanceOf(Answer.At.class);
    assertThat(folder.reader().ticks().stream().filter(it -> odd(it)))
        .isEqualTo(ticks(1, 99).stream().filter(it -> odd(it)).toList());
  }

  private static boolean odd(SinkRecord record) {
    return record.market().equals(SinkRecords.BINANCE);
  }

  @Test
  @DisplayName("shows nothing to readers before a round is complete, and completes it in time")
  void time() {
    claim(1);
    assertAt(JournalId.START, sink.write(batch(1, ticks(1, 10))));
    nanos.addAndGet(Duration.ofMillis(59_999).toNanos());
    assertAt(JournalId.START, sink.flush(false));
    assertThat(folder.files()).hasSize(2).allMatch(it -> it.endsWith("-0_1.unfinished"));
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertAt(SinkRecords.id(10), sink.flush(false));
    assertThat(folder.content()).isEqualTo(ticks(1, 10));
  }

  @Test
  @DisplayName("completes a round early if it has many records")
  void rows() {
    claim(1);
    assertAt(JournalId.START, sink.write(batch(1, ticks(1, 999))));
    assertAt(SinkRecords.id(1_000), sink.write(batch(1, ticks(1_000, 1_000))));
  }

  @Test
  @DisplayName("completes a round early if it has many files")
  void manyFiles() {
    claim(1);
    SinkRecord.Tick one = (SinkRecord.Tick) SinkRecords.tick(1);
    for (int i = 1; i <= OpenRound.MAX_FILES; i++) {
      Trade trade = one.tick().trade();
      Market market = new Market(new Venue("venue-" + i), trade.market().symbol());
      Trade other =
          new Trade(
              market,
              trade.id(),
              trade.price(),
              trade.quantity(),
              trade.side(),
              trade.exchangeTimeUs());
      SinkRecord tick =
          new SinkRecord.Tick(SinkRecords.id(i), new PriceTick(other, 0, Origin.LIVE));
      assertAt(
          i < OpenRound.MAX_FILES ? JournalId.START : SinkRecords.id(i),
          sink.write(batch(1, List.of(tick))));
    }
  }

  @Test
  @DisplayName("removes files whose cursor was not saved before a crash")
  void crashBeforeTheCursor() throws Exception {
    claim(1);
    write(ticks(1, 5).toArray(SinkRecord[]::new));
    assertAt(SinkRecords.id(5), sink.flush(true));
    byte[] before = Files.readAllBytes(folder.root().resolve("cursor"));
    write(ticks(6, 9).toArray(SinkRecord[]::new));
    assertAt(SinkRecords.id(9), sink.flush(true));
    Files.write(folder.root().resolve("cursor"), before);
    assertAt(SinkRecords.id(5), folder.open().claim(1));
    assertThat(folder.content()).isEqualTo(ticks(1, 5));
  }

  @Test
  @DisplayName("shortens a file in the middle, even twice")
  void rewindTwice() {
    claim(1);
    write(ticks(1, 50).toArray(SinkRecord[]::new));
    assertAt(SinkRecords.id(50), sink.flush(true));
    for (int to : new int[] {31, 17}) {
      assertAt(
          SinkRecords.id(to),
          sink.rewind(new SinkCursor(SinkRecords.id(to), SinkRecords.ledBy(1))));
      assertThat(folder.content()).isEqualTo(ticks(1, to));
    }
    assertThat(folder.files()).hasSize(2);
  }

  @Test
  @DisplayName("refuses a claim with a lower epoch")
  void lowerEpoch() {
    claim(7);
    assertThat(folder.open().claim(6))
        .isEqualTo(new Answer.Fenced("a writer with epoch 7 has claimed the folder"));
  }

  @Test
  @DisplayName("waits for no other writer that holds the lock")
  void lock() throws Exception {
    claim(1);
    try (FileChannel file =
            FileChannel.open(folder.root().resolve("lock"), StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      assertThat(held.isValid()).isTrue();
      assertFailed(folder.open().claim(1), "another writer holds the file lock in ");
    }
    claim(1);
  }

  @Test
  @DisplayName("touches no data that it has no cursor for")
  void cursorLost() throws Exception {
    claim(1);
    write(ticks(1, 5).toArray(SinkRecord[]::new));
    assertAt(SinkRecords.id(5), sink.flush(true));
    Path cursor = folder.root().resolve("cursor");
    Files.writeString(cursor, "cursor 17");
    assertFailed(folder.open().claim(1), " is damaged; restore it, or choose an empty folder");
    Files.delete(cursor);
    assertFailed(folder.open().claim(1), " has data but no file cursor; restore that file");
    assertThat(folder.content()).isEqualTo(ticks(1, 5));
  }

  @Test
  @DisplayName("creates its folder, but not the one above, which may be a disk that is not mounted")
  void noParent() {
    Path missing = folder.root().resolve("not-mounted").resolve("feed");
    SinkPort other = new ParquetSink(missing, new Limits(Duration.ofSeconds(60), 100), nanos::get);
    assertThat(other.position()).isEqualTo(new Answer.At(SinkCursor.START));
    assertFailed(other.claim(1), "there is no " + missing);
  }

  @Test
  @DisplayName("needs a claim, and a new one after a failure")
  void needsClaim() throws Exception {
    assertFailed(sink.write(batch(1, ticks(1, 2))), "the sink is not claimed");
    claim(1);
    Files.writeString(folder.root().resolve("ticks"), "a file where a folder belongs");
    assertThat(sink.write(batch(1, ticks(1, 2)))).isInstanceOf(Answer.Failed.class);
    assertFailed(sink.flush(true), "the sink is not claimed");
  }

  private void claim(long epoch) {
    assertThat(sink.claim(epoch)).isInstanceOf(Answer.At.class);
  }

  private void write(SinkRecord... records) {
    assertThat(sink.write(batch(1, List.of(records)))).isInstanceOf(Answer.At.class);
  }

  private static void assertAt(JournalId after, Answer answer) {
    assertThat(answer).isInstanceOf(Answer.At.class);
    assertThat(((Answer.At) answer).cursor().after()).isEqualTo(after);
  }

  private static void assertFailed(Answer answer, String detail) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed) answer).detail()).contains(detail);
  }
}
