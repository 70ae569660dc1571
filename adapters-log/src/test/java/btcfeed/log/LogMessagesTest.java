package btcfeed.log;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.FeedLog.FeedEvent.RoleEvent;
import btcfeed.domain.port.FeedLog.FeedEvent.SinkEvent;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The log message of an event")
class LogMessagesTest {
  private static final LineId LINE = new LineId(new Venue("binance"), "a");
  private static final Market MARKET = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));

  private static Gap gap(long from, long to, Gap.State state, long trades) {
    return new Gap(from, to, 1, 2, state, trades);
  }

  static Stream<Arguments> golden() {
    return Stream.of(
        logs(
            new FeedEvent.LineUp(LINE),
            "INFO line_up binance/a is connected, and the venue confirmed the subscription."),
        logs(
            new FeedEvent.LineDown(LINE, "silent for 30 s.", Duration.ofMillis(850)),
            "WARN line_down binance/a is disconnected: silent for 30 s. It reconnects in 850 ms."),
        logs(
            new FeedEvent.LineFailed(LINE, "Connection refused", Duration.ofMillis(4200)),
            "WARN line_failed binance/a cannot connect: Connection refused. The next attempt is"
                + " in 4.2 s. If this continues, check the network, DNS and any proxy."),
        logs(
            new FeedEvent.LineFailed(LINE, "HTTP 451", Duration.ofMinutes(5)),
            "WARN line_failed binance/a cannot connect: HTTP 451. The next attempt is in 5 min."
                + " The venue does not serve this location: use another venue (EXCHANGE) or address"
                + " (WEBSOCKET_URL)."),
        logs(
            new FeedEvent.LineFailed(LINE, "HTTP 429", Duration.ZERO),
            "WARN line_failed binance/a cannot connect: HTTP 429. The next attempt is now. The"
                + " venue limits connections from this address: wait."),
        logs(
            new FeedEvent.LineReplaced(LINE, "24 h are nearly over"),
            "INFO line_replaced binance/a moved to a new connection before the old one closed: 24"
                + " h are nearly over."),
        logs(
            new FeedEvent.InputRefused(LINE.venue(), BadInput.BAD_NUMBER, "{\"p\":\"1e400\"}"),
            "WARN input_refused binance sent invalid data (bad_number). It is counted and"
                + " skipped, and the last valid price stays: \"{\\\"p\\\":\\\"1e400\\\"}\""),
        logs(
            new FeedEvent.GapSeen(MARKET, gap(100, 1120, Gap.State.OPEN, 0)),
            "WARN gap_open binance:BTC-USDT: trades 100 to 1120 are missing (1,021). The gap"
                + " stays in btc:gaps until it is filled."),
        logs(
            new FeedEvent.GapSeen(MARKET, gap(7, 7, Gap.State.OPEN, 0)),
            "WARN gap_open binance:BTC-USDT: trade 7 is missing. The gap stays in btc:gaps until"
                + " it is filled."),
        logs(
            new FeedEvent.GapSeen(MARKET, gap(100, 120, Gap.State.CLOSED, 21)),
            "INFO gap_closed binance:BTC-USDT: trades 100 to 120 have arrived. The gap is closed."),
        logs(
            new FeedEvent.GapSeen(MARKET, gap(100, 120, Gap.State.UNREPAIRABLE, 5)),
            "WARN gap_unrepairable binance:BTC-USDT: trades 100 to 120: only 5 of 21 arrived. The"
                + " gap stays in btc:gaps as unrepairable."),
        logs(
            new FeedEvent.GapSeen(MARKET, Gap.ofTime(0, 1_500_000, Gap.State.OPEN, 0)),
            "WARN gap_open binance:BTC-USDT: no connection was open from 1970-01-01T00:00:00Z to"
                + " 1970-01-01T00:00:01.500Z. The service asks the venue for those trades."),
        logs(
            new FeedEvent.GapSeen(MARKET, Gap.ofTime(0, 1_500_000, Gap.State.CLOSED, 3)),
            "INFO gap_closed binance:BTC-USDT: the trades from 1970-01-01T00:00:00Z to"
                + " 1970-01-01T00:00:01.500Z, when no connection was open, have arrived. The gap is"
                + " closed."),
        logs(
            new FeedEvent.GapSeen(MARKET, Gap.ofTime(0, 1_500_000, Gap.State.UNREPAIRABLE, 0)),
            "WARN gap_unrepairable binance:BTC-USDT: the venue does not have all trades from"
                + " 1970-01-01T00:00:00Z to 1970-01-01T00:00:01.500Z, when no connection was open."
                + " The gap stays in btc:gaps as unrepairable."),
        logs(
            new FeedEvent.HistoryRefused(
                MARKET, gap(100, 120, Gap.State.OPEN, 0), "HTTP 429", Duration.ofSeconds(30)),
            "WARN history_refused binance:BTC-USDT: the venue did not return trades 100 to 120:"
                + " HTTP 429. The service asks again in 30.0 s. Until then the gap stays in"
                + " btc:gaps."),
        logs(
            new FeedEvent.SearchFailed(
                MARKET, gap(100, 120, Gap.State.OPEN, 0), "it keeps the last 60 only"),
            "WARN search_in_vain binance:BTC-USDT: the back-fill of trades 100 to 120 ended: it"
                + " keeps the last 60 only. What did not arrive stays in btc:gaps as"
                + " unrepairable."),
        logs(
            new FeedEvent.FirstTick(MARKET, "64000.10"),
            "INFO first_tick binance:BTC-USDT: the first tick is here, at 64000.10."),
        logs(
            new FeedEvent.StoreUp(StoreName.PRIMARY, "7.0.15", 0),
            "INFO store_up The primary store is up (Redis 7.0.15) and complete."),
        logs(
            new FeedEvent.StoreUp(StoreName.FAILOVER, "", 12345),
            "INFO store_up The failover store is up. It is behind by 12,345 records, which it"
                + " gets now."),
        logs(
            new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.UNREACHABLE, "refused"),
            "WARN store_down The primary store cannot be reached: refused. The journal keeps its"
                + " ticks until it is back. Check that it runs and that the network allows"
                + " connections."),
        logs(new SinkEvent.Up("kafka", 0), "INFO sink_up The sink kafka is up and complete."),
        logs(
            new SinkEvent.Up("kafka", 12_345),
            "INFO sink_up The sink kafka is up. It is behind by 12,345 records, which it gets"
                + " now."),
        logs(
            new SinkEvent.Down("kafka", "no broker answers"),
            "WARN sink_down The sink kafka gets nothing now: no broker answers. The journal keeps"
                + " its records, up to FEED_JOURNAL_MAX_BYTES, and the service tries again."),
        logs(
            new SinkEvent.Stopped("kafka", "the sink has records of another feed"),
            "ERROR sink_stopped The service does not write to the sink kafka: the sink has records"
                + " of another feed. Give the sink a new place in FEED_SINKS, or remove its records"
                + " and its cursor there. The service looks again every 30 s."),
        logs(
            new SinkEvent.Rewound("kafka", new JournalId(1_700_000_000_000L, 3)),
            "WARN sink_rewound Another leader continued the history after 1700000000000-3. The sink"
                + " kafka continues from there, without the records that it had after it, if it can"
                + " remove them."),
        logs(
            new SinkEvent.Lost("kafka", 2_000),
            "ERROR sink_lost_records The journal dropped 2,000 records before the sink kafka had"
                + " them. Raise FEED_JOURNAL_MAX_BYTES, or repair the sink sooner."),
        logs(
            new FeedEvent.StoreStopped(StoreName.PRIMARY, "a stranger's entry 5-1 in btc:ticks"),
            "ERROR store_stopped The service no longer writes to the primary store: a stranger's"
                + " entry 5-1 in btc:ticks. It overwrites nothing there. If the btc:* streams of"
                + " that store are not needed, delete them and restart. If another feed writes"
                + " there, stop one of the two."),
        logs(
            new RoleEvent.Leads(3),
            "INFO leads This instance leads (epoch 3): it writes the stores."),
        logs(
            new RoleEvent.LeadsAlone(),
            "WARN leads_alone No store grants a lease. This instance keeps all ticks in its"
                + " journal until one does. Check the stores and the network."),
        logs(
            new RoleEvent.Follows(new WriterLease(3, "feed-7", 1_700_000_000_123_456L)),
            "INFO follows Instance feed-7 leads (epoch 3). This instance follows: it copies the"
                + " streams, keeps its lines connected, and takes over when the leader's lease"
                + " ends."),
        logs(
            new RoleEvent.JournalCut(new JournalId(5, 1)),
            "WARN journal_cut Another leader continued the history after 5-1. The records of this"
                + " journal after it were removed; their trades are offered again."),
        logs(
            new RoleEvent.HistoryCut(StoreName.FAILOVER, new JournalId(5, 1)),
            "WARN history_cut The failover store had entries of another leader after 5-1. They"
                + " were removed, and trades that this instance lacked were merged."),
        logs(
            new RoleEvent.HistoryCopied(StoreName.PRIMARY, 12_345),
            "INFO history_copied 12,345 records of the primary store were copied into the"
                + " journal."),
        logs(
            new FeedEvent.StoreUnsafe(StoreName.PRIMARY, "maxmemory-policy is allkeys-lru"),
            "WARN store_unsafe The primary store can lose data: maxmemory-policy is allkeys-lru."
                + " Set maxmemory-policy noeviction there."),
        logs(
            new FeedEvent.StoreRefuses(StoreName.PRIMARY, 1_200, "last_btc_price: NOPERM"),
            "WARN store_refuses The primary store accepts the streams and refused other keys"
                + " 1,200 times: last_btc_price: NOPERM. Give the user the missing right, or remove"
                + " the key in the way. The service repeats the refused writes."),
        logs(
            new FeedEvent.EntriesRemoved(StoreName.PRIMARY, 682, true),
            "WARN entries_removed Another program removed 682 entries from the streams of the"
                + " primary store. The service restores them from the journal."),
        logs(
            new FeedEvent.EntriesRemoved(StoreName.FAILOVER, 7, false),
            "WARN entries_removed Another program removed 7 entries from the streams of the"
                + " failover store. The journal no longer has all of them, so some stay missing."),
        logs(
            new FeedEvent.CatchingUp(StoreName.PRIMARY, 45_000, 100_000, Duration.ofSeconds(12)),
            "INFO catching_up The primary store is catching up: 45,000 of 100,000 records (45 %),"
                + " about 12.0 s left."),
        logs(
            new FeedEvent.CatchingUp(StoreName.PRIMARY, 0, 0, Duration.ZERO),
            "INFO catching_up The primary store is catching up: 0 of 0 records (100 %)."),
        logs(
            new FeedEvent.CriticalApplied(StoreName.PRIMARY, 1_000, 45_000),
            "INFO critical_kept The primary store has the newest price and history again. A"
                + " backlog of 45,000 records follows."),
        logs(
            new FeedEvent.CaughtUp(StoreName.PRIMARY, 1, Duration.ofMillis(800)),
            "INFO caught_up The primary store has caught up: 1 record in 800 ms."),
        logs(
            new FeedEvent.RecordsLost(StoreName.FAILOVER, 5000),
            "ERROR records_lost The failover store cannot get 5,000 records, because the journal"
                + " dropped them first. Raise FEED_JOURNAL_MAX_BYTES to survive longer outages."),
        logs(
            new FeedEvent.Switched(StoreName.FAILOVER, SwitchReason.UNANSWERED),
            "WARN switched Readers use the failover store: the primary does not answer in time."
                + " They return to the primary once it is healthy and has caught up."),
        logs(
            new FeedEvent.Switched(StoreName.PRIMARY, SwitchReason.RETURNED),
            "INFO switched Readers use the primary store: it is healthy again, has caught up, and"
                + " stayed so."),
        logs(
            new FeedEvent.Switched(StoreName.FAILOVER, SwitchReason.STARTED),
            "INFO switched Readers use the failover store: the service starts with it."),
        logs(
            new FeedEvent.Switched(StoreName.FAILOVER, SwitchReason.REQUESTED),
            "WARN switched Readers use the failover store: an operator requested it. They stay"
                + " until POST /admin/failback."),
        logs(
            new FeedEvent.Switched(StoreName.PRIMARY, SwitchReason.FAILOVER_LOST),
            "INFO switched Readers use the primary store: the failover was lost or fell behind,"
                + " and the primary is healthy."),
        logs(
            new FeedEvent.HoldEnded(StoreName.PRIMARY),
            "WARN hold_ended The operator's hold on the failover store ended, because that store"
                + " was lost or fell behind. Readers use the primary store, and the usual rules"
                + " apply again."),
        logs(
            new FeedEvent.JournalFailing("No space left on device"),
            "ERROR journal_failing The journal cannot be written: No space left on device. Ticks"
                + " are published only after they are in the journal, so the feed waits. Check the"
                + " disk under FEED_DATA_DIR."),
        logs(
            new FeedEvent.JournalWorksAgain(),
            "INFO journal_works_again The journal can be written again."),
        logs(
            new FeedEvent.Bug("ingest", "java.lang.IllegalStateException: no"),
            "ERROR bug A bug in ingest. The service continues. Please report it:"
                + " java.lang.IllegalStateException: no"),
        logs(
            new FeedEvent.JournalDropped(20),
            "ERROR journal_dropped The journal is full and dropped its oldest 20 records before"
                + " every store had them. Bring the store back, or raise FEED_JOURNAL_MAX_BYTES."),
        logs(
            new FeedEvent.SegmentsDropped(2, 1500),
            "WARN segments_dropped The journal reached its limit or the disk is full. It deleted"
                + " its oldest 2 segments, which every store has. An emptied store can get the"
                + " remaining 1,500 records only. Raise FEED_JOURNAL_MAX_BYTES or free disk"
                + " space."),
        logs(
            new FeedEvent.JournalDamaged(1),
            "ERROR journal_damaged The journal is damaged in 1 place. All readable records are"
                + " kept, and the service asks the stores for the others. Check the disk under"
                + " FEED_DATA_DIR."),
        logs(
            new FeedEvent.JournalRestored(7),
            "WARN journal_restored The journal lacked 7 records that a store has. They are copied"
                + " back with the same ids."),
        logs(
            new FeedEvent.JournalNotRestored("connection refused"),
            "ERROR journal_not_restored The records that the journal lost cannot be read back"
                + " from a store: connection refused. Trades that a store already has can appear"
                + " there again with a new id."));
  }

  private static Arguments logs(FeedEvent event, String expected) {
    return Arguments.of(event, expected);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("golden")
  @DisplayName("says what happened, what the service does, and what to do")
  void message(FeedEvent event, String expected) {
    LogMessage message = LogMessages.of(event);
    assertThat(message.level() + " " + message.event() + " " + message.text()).isEqualTo(expected);
  }

  @Test
  @DisplayName("has an example here for every event")
  void complete() {
    List<Class<?>> examples =
        golden().<Class<?>>map(arguments -> arguments.get()[0].getClass()).distinct().toList();
    assertThat(examples).containsExactlyInAnyOrderElementsOf(events(FeedEvent.class));
  }

  private static List<Class<?>> events(Class<?> kind) {
    return kind.isSealed()
        ? Stream.of(kind.getPermittedSubclasses()).flatMap(one -> events(one).stream()).toList()
        : List.of(kind);
  }

  @ParameterizedTest
  @EnumSource(SwitchReason.class)
  @DisplayName("has a message for every reason why a store is down, with and without detail")
  void storeDown(SwitchReason reason) {
    for (String detail : List.of("", "some detail")) {
      LogMessage message =
          LogMessages.of(new FeedEvent.StoreDown(StoreName.PRIMARY, reason, detail));
      assertThat(message.text())
          .startsWith("The primary store ")
          .contains(detail)
          .matches(".*[.?]")
          .doesNotContain("..", "  ", ": .");
    }
  }

  @Test
  @DisplayName("lets no text from outside start a line, move the cursor, or be endless")
  void injection() {
    String evil = "x\n03:00:00.000 INFO  all is well\r\u001b[2J\u202e\u0000" + "y".repeat(500);
    String text =
        LogMessages.of(new FeedEvent.InputRefused(LINE.venue(), BadInput.MALFORMED, evil)).text();
    assertThat(text)
        .contains("x\\n03:00:00.000 INFO  all is well\\r\\u001b[2J\\u202e\\u0000yyy")
        .endsWith("...\"")
        .matches("[ -~]*")
        .hasSizeLessThan(260);
    String sample = LogText.text(evil, LogText.MAX_SAMPLE);
    assertThat(sample).hasSizeLessThanOrEqualTo(LogText.MAX_SAMPLE + 3);
    assertThat(LogMessages.of(new FeedEvent.LineFailed(LINE, evil, Duration.ZERO)).text())
        .matches("[ -~]*");
    assertThat(LogText.text("a\\b\"c\t", 20)).isEqualTo("a\\\\b\\\"c\\t");
  }

  @Test
  @DisplayName("has fields for programs beside the text")
  void fields() {
    assertThat(
            LogMessages.of(new FeedEvent.GapSeen(MARKET, gap(100, 120, Gap.State.CLOSED, 21)))
                .fields())
        .containsExactly(
            new LogMessage.Field("venue", "binance"),
            new LogMessage.Field("symbol", "BTC-USDT"),
            new LogMessage.Field("from_id", 100L),
            new LogMessage.Field("to_id", 120L),
            new LogMessage.Field("trades", 21L));
  }
}
