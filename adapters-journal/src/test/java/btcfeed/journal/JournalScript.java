package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
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
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.domain.port.JournalPort.Read;
import btcfeed.domain.port.JournalPort.Reader;
import btcfeed.domain.sequence.SequenceCheckpoint;
import btcfeed.testsupport.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journal under test, the entries appended to it, and short methods for the tests. */
abstract class JournalScript {
  private static final Market MARKET = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));
  protected static final int ENOUGH = 10_000;

  /** The journal under test. */
  protected JournalPort journal = new InMemoryJournal();

  /** Id of the last entry appended. */
  protected JournalId last = new JournalId(1_700_000_000_000L, 0);

  /** Every entry appended, in order. */
  protected final List<Entry> appended = new ArrayList<>();

  /** A journal without records. */
  protected abstract JournalPort open() throws Exception;

  /** The same journal after its process died without closing it. */
  protected abstract JournalPort reopen(JournalPort before) throws Exception;

  /** A tick with this id, about 130 bytes as a record. */
  public static Entry tick(JournalId id) {
    return tick(id, 77);
  }

  /** A tick with this id, received so many microseconds after the trade. */
  static Entry tick(JournalId id, long delayUs) {
    Trade trade =
        new Trade(
            MARKET,
            TradeId.of(id.ms() + id.seq()),
            Price.parse("76745.19000000"),
            Quantity.parse("0.00013000"),
            Side.BUY,
            id.ms() * 1000);
    return new Entry(
        id, new JournalEvent.Ticked(new PriceTick(trade, id.ms() * 1000 + delayUs, Origin.LIVE)));
  }

  /** A checkpoint with this id. */
  public static Entry checkpoint(JournalId id) {
    return new Entry(
        id,
        new JournalEvent.Checkpointed(
            MARKET, new SequenceCheckpoint.Sequential(id.ms(), id.ms() * 1000, "6-6,8-9")));
  }

  @BeforeEach
  void openIt() throws Exception {
    journal = open();
  }

  @AfterEach
  void closeIt() {
    journal.close();
  }

  /** Appends ticks as one list. */
  protected Appended append(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      last = last.next(last.seq() < 3 ? last.ms() : last.ms() + 1000);
      entries.add(tick(last));
    }
    appended.addAll(entries);
    return journal.append(entries);
  }

  /** Appends one checkpoint. */
  protected Appended appendCheckpoint() {
    last = last.next(last.ms() + 1);
    Entry entry = checkpoint(last);
    appended.add(entry);
    return journal.append(List.of(entry));
  }

  /**
   * Appends until there are so many segments, each with a checkpoint, and one entry more. Returns
   * the index of the entry that began the last segment.
   */
  protected int fillSegments(int count) {
    int began = 0;
    for (int i = 0; i < ENOUGH && journal.status().segments() < count; i++) {
      int index = appended.size();
      if (append(2).equals(new Appended.Done(true))) {
        began = index;
        appendCheckpoint();
      }
    }
    append(1);
    assertThat(journal.status().segments()).isEqualTo(count);
    return began;
  }

  /** The process dies, and another one opens its journal. */
  protected void restart() throws Exception {
    journal = reopen(journal);
  }

  /** What a recovery replays. */
  protected List<Entry> recovered() {
    List<Entry> entries = new ArrayList<>();
    journal.recover(entries::add);
    return entries;
  }

  /** Everything after an id. */
  protected List<Entry> readAll(JournalId after) {
    try (Reader reader = journal.readAfter(after)) {
      List<Entry> read = new ArrayList<>();
      drain(reader, read);
      assertThat(reader.remaining()).isZero();
      return read;
    }
  }

  /** Reads to the end or to a loss. */
  protected static void drain(Reader reader, List<Entry> into) {
    while (reader.next(7, 100_000) instanceof Read.Records(Batch batch)) {
      assertThat(batch.entries()).hasSize(batch.count());
      assertThat(batch.entries().getLast().id()).isEqualTo(batch.last());
      into.addAll(batch.entries());
    }
  }

  /** The records of an answer, which must have some. */
  protected static List<Entry> records(Read read) {
    assertThat(read).isInstanceOf(Read.Records.class);
    return ((Read.Records) read).batch().entries();
  }
}
