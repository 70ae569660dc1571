package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ingest.VenueStats;
import btcfeed.application.repair.Backfill;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The gaps of a venue take turns")
class BackfillTurnsTest {
  private static final Market A = World.MARKET;
  private static final Market B = new Market(A.venue(), Symbol.parse("BTC-EUR"));

  private final ManualClock clock = new ManualClock();
  private final VirtualTime time = new VirtualTime(clock);
  private final List<HistoryPort.Wanted> asked = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final List<FeedEvent> log = new ArrayList<>();
  private Function<HistoryPort.Wanted, HistoryPort.Answer> venue = _ -> page();

  private final HistoryPort history =
      new HistoryPort() {
        @Override
        public Answer fetch(Wanted wanted) {
          asked.add(wanted);
          return venue.apply(wanted);
        }

        @Override
        public Duration spacing() {
          return Duration.ofMillis(100);
        }

        @Override
        public void close() {}
      };

  private final AcceptTrades ingest =
      new AcceptTrades() {
        @Override
        public void accept(List<Trade> trades, Origin origin, long timeUs, long nanos) {}

        @Override
        public void coverageLost(CoverageLoss loss) {}

        @Override
        public void backfillFinished(Market market, Gap gap, SearchOutcome outcome) {
          ended.add(market.symbol() + " " + gap.ids().orElseThrow().from() + " " + outcome);
        }
      };

  private final Backfill backfill =
      new Backfill(new VenueStats(A.venue()), history, ingest, clock, log::add);

  BackfillTurnsTest() {
    backfill.wakeWith(time.add(backfill));
  }

  @Test
  @DisplayName("so that a market whose page is never readable delays no other")
  void anotherMarket() {
    venue = wanted -> wanted.market().equals(A) ? unreadable() : page();
    gap(A, 1);
    gap(B, 1);
    time.advance(Duration.ofSeconds(2));

    assertThat(asked).extracting(HistoryPort.Wanted::market).contains(A, B);
    time.advance(Duration.ofHours(1));
    assertThat(ended).containsExactly("BTC-EUR 1 FAILED");
    assertThat(asked.stream().filter(wanted -> wanted.market().equals(A)).count())
        .isBetween(12L, 25L);
  }

  @Test
  @DisplayName("so that a gap whose page is never readable delays no other of the same market")
  void anotherGap() {
    venue = wanted -> from(wanted) == 1 ? unreadable() : page();
    gap(A, 1);
    gap(A, 1_000_000);
    time.advance(Duration.ofMinutes(5));

    assertThat(ended).containsExactly("BTC-USDT 1000000 FAILED");
  }

  @Test
  @DisplayName("so that one with very many pages delays no other")
  void manyPages() {
    venue =
        wanted ->
            from(wanted) == 1
                ? new HistoryPort.Answer.Page(
                    List.of(), List.of(), Optional.of(wanted.from(wanted.cursor() + "x")))
                : page();
    gap(A, 1);
    gap(A, 1_000_000);
    time.advance(Duration.ofMinutes(2));

    assertThat(ended).containsExactly("BTC-USDT 1000000 FAILED");
  }

  @Test
  @DisplayName("and neighbours are asked for together")
  void together() {
    for (long id = 1; id <= 41; id += 2) {
      gap(A, id);
    }
    time.advance(Duration.ofMillis(900));

    assertThat(asked)
        .singleElement()
        .isInstanceOfSatisfying(
            HistoryPort.Wanted.Ids.class,
            ids -> {
              assertThat(ids.fromId()).isEqualTo(1);
              assertThat(ids.toId()).isEqualTo(41);
            });
  }

  @Test
  @DisplayName("continues the search for hours after a temporary refusal, whatever its text")
  void passing() {
    venue =
        _ -> new HistoryPort.Answer.Later("50001 Service temporarily unavailable", Duration.ZERO);
    gap(A, 1);
    time.advance(Duration.ofHours(5));
    assertThat(ended).isEmpty();

    time.advance(Duration.ofHours(2));
    assertThat(ended).containsExactly("BTC-USDT 1 FAILED");
  }

  @Test
  @DisplayName("a history that throws has refused one request, and is reported")
  void throwing() {
    venue =
        wanted -> {
          if (wanted.market().equals(A)) {
            throw new IllegalArgumentException("Illegal character in query");
          }
          return page();
        };
    gap(A, 1);
    gap(B, 1);
    time.advance(Duration.ofMinutes(5));

    assertThat(ended).containsExactly("BTC-EUR 1 FAILED");
    assertThat(log).hasAtLeastOneElementOfType(FeedEvent.Bug.class);
  }

  private void gap(Market market, long id) {
    backfill.changed(market, new Gap(id, id, 1_000, 2_000, Gap.State.OPEN, 0));
  }

  private static long from(HistoryPort.Wanted wanted) {
    return ((HistoryPort.Wanted.Ids) wanted).fromId();
  }

  private static HistoryPort.Answer unreadable() {
    return new HistoryPort.Answer.Later("an answer that is no page of trades", Duration.ZERO);
  }

  private static HistoryPort.Answer page() {
    return new HistoryPort.Answer.Page(List.of(), List.of(), Optional.empty());
  }
}
