package btcfeed.application.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreContents;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreRefusals.RefusedKey;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.StreamLength;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A store that takes writes")
class StoreWatchTest {
  private static final WriterLease OURS = new WriterLease(3, "journal-a", 1_700_000_000_000_000L);
  private static final long MINUTE = 60_000_000_000L;

  private final Refusing store = new Refusing();
  private final List<FeedEvent> log = new ArrayList<>();
  private final StoreWatch failover = watch(StoreName.FAILOVER);

  private StoreWatch watch(StoreName name) {
    return new StoreWatch(new Replica(name, "redis://somewhere", store), log::add);
  }

  @Test
  @DisplayName("and is written as the primary by this very process is no second store")
  void sameServer() {
    StorePosition primarys = at(OURS, "primary", 1, 100);
    assertThat(failover.isOtherStore(primarys, OURS)).isTrue();
    assertThat(failover.condition().sameServer()).isTrue();
    assertThat(failover.isOtherStore(at(OURS, "primary", 9, 900), OURS)).isTrue();
    assertThat(watch(StoreName.PRIMARY).isOtherStore(at(OURS, "failover", 1, 100), OURS)).isFalse();
  }

  @Test
  @DisplayName("and holds a copy of the primary is one, once it is seen not to change")
  void copy() {
    StorePosition copied = at(OURS, "primary", 1, 100);
    assertThat(failover.isOtherStore(copied, OURS)).isTrue();
    assertThat(failover.isOtherStore(copied, OURS)).isFalse();
    assertThat(failover.condition().sameServer()).isFalse();
  }

  @Test
  @DisplayName("and was written as the primary by an earlier process is one")
  void swapped() {
    WriterLease earlier = new WriterLease(2, "journal-a", 1_600_000_000_000_000L);
    assertThat(failover.isOtherStore(at(earlier, "primary", 1, 100), OURS)).isFalse();
    assertThat(failover.isOtherStore(at(OURS, "failover", 1, 100), OURS)).isFalse();
    assertThat(failover.isOtherStore(at(OURS, "", 1, 0), OURS)).isFalse();
  }

  @Test
  @DisplayName(
      "and refuses the keys of the price is away for readers; one that refuses others is not")
  void forReaders() {
    StoreState live = new StoreState.Live(1);
    assertThat(failover.forReaders(live)).isEqualTo(live);
    store.refusals = refusals(1, "btc_movement_history");
    assertThat(failover.forReaders(live)).isEqualTo(live);
    store.refusals = refusals(1, "last_btc_price");
    assertThat(failover.forReaders(live))
        .isEqualTo(
            new StoreState.Away(
                7, SwitchReason.REFUSED, "last_btc_price: this user lacks a right (NOPERM)"));
  }

  @Test
  @DisplayName("and refuses some of it is reported at once, and then once a minute with the number")
  void reported() {
    store.refusals = refusals(3, "last_btc_price");
    failover.look(0);
    failover.look(1);
    for (int total = 4; total < 1_000; total++) {
      store.refusals = refusals(total, "last_btc_price");
      failover.look(total);
    }
    failover.look(MINUTE);
    failover.look(3 * MINUTE);
    assertThat(log)
        .containsExactly(
            new FeedEvent.StoreRefuses(
                StoreName.FAILOVER, 3, "last_btc_price: this user lacks a right (NOPERM)"),
            new FeedEvent.StoreRefuses(
                StoreName.FAILOVER, 996, "last_btc_price: this user lacks a right (NOPERM)"));
  }

  private static StoreRefusals refusals(long total, String key) {
    return new StoreRefusals(
        total, 0, 0, List.of(new RefusedKey(key, "NOPERM", "this user lacks a right", 7)));
  }

  private static StorePosition at(WriterLease lease, String as, long ms, long us) {
    JournalId id = new JournalId(ms, 0);
    return new StorePosition(
        id,
        id,
        id,
        id,
        id,
        lease,
        Lineage.NONE,
        StoreFacts.UNKNOWN,
        new StoreContents(as, us, StreamLength.UNKNOWN, StreamLength.UNKNOWN));
  }

  /** Refuses the configured keys. */
  private static final class Refusing implements PricePort {
    private StoreRefusals refusals = StoreRefusals.NONE;

    @Override
    public StoreRefusals refusals() {
      return refusals;
    }

    @Override
    public PositionResult position() {
      throw new AssertionError("not asked");
    }

    @Override
    public Outcome claim(WriterLease lease, Lineage lineage, JournalId after, StorePosition read) {
      throw new AssertionError("not asked");
    }

    @Override
    public Outcome cutAfter(WriterLease lease, JournalId after) {
      throw new AssertionError("not asked");
    }

    @Override
    public Outcome apply(Batch batch, JournalId after) {
      throw new AssertionError("not asked");
    }

    @Override
    public Outcome applyCritical(Batch newest, JournalId after) {
      throw new AssertionError("not asked");
    }

    @Override
    public Outcome probe(JournalId after) {
      throw new AssertionError("not asked");
    }

    @Override
    public ReadPort reads() {
      throw new AssertionError("not asked");
    }

    @Override
    public void close() {}
  }
}
