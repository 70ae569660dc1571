package btcfeed.log;

import static btcfeed.log.MessageBuilder.error;
import static btcfeed.log.MessageBuilder.info;
import static btcfeed.log.MessageBuilder.warn;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;

/**
 * The log message of each event: what happened, what the service does about it, and what the
 * operator can do. Pure.
 */
final class LogMessages {
  private LogMessages() {}

  static LogMessage of(FeedEvent event) {
    return switch (event) {
      case FeedEvent.LineUp(LineId line) ->
          info("line_up")
              .line(line)
              .text("{line} is connected, and the venue confirmed the subscription.");
      case FeedEvent.LineDown(LineId line, String why, Duration next) ->
          warn("line_down")
              .line(line)
              .detail("why", why)
              .duration("next_attempt", next)
              .readable("when", in(next))
              .text("{line} is disconnected: {why}. It reconnects {when}.");
      case FeedEvent.LineFailed(LineId line, String why, Duration next) ->
          warn("line_failed")
              .line(line)
              .detail("why", why)
              .duration("next_attempt", next)
              .readable("when", in(next))
              .text("{line} cannot connect: {why}. The next attempt is {when}. " + advice(why));
      case FeedEvent.LineReplaced(LineId line, String why) ->
          info("line_replaced")
              .line(line)
              .detail("why", why)
              .text("{line} moved to a new connection before the old one closed: {why}.");
      case FeedEvent.InputRefused(Venue venue, BadInput reason, String sample) ->
          warn("input_refused")
              .venue(venue)
              .field("reason", reason.text())
              .field("sample", LogText.text(sample, LogText.MAX_SAMPLE))
              .text(
                  "{venue} sent invalid data ({reason}). It is counted and skipped, and the last"
                      + " valid price stays: \"{sample}\"");
      case FeedEvent.GapSeen(Market market, Gap gap) -> GapMessages.gap(market, gap);
      case FeedEvent.HistoryRefused(Market market, Gap gap, String why, Duration next) ->
          GapMessages.historyRefused(market, gap, why, next);
      case FeedEvent.SearchFailed(Market market, Gap gap, String why) ->
          GapMessages.backfillFailed(market, gap, why);
      case FeedEvent.FirstTick(Market market, String price) ->
          info("first_tick")
              .market(market)
              .detail("price", price)
              .text("{market}: the first tick is here, at {price}.");
      case FeedEvent.StoreUp(StoreName store, String version, long backlog) ->
          StoreMessages.up(store, version, backlog);
      case FeedEvent.StoreDown(StoreName store, SwitchReason reason, String detail) ->
          StoreMessages.down(store, reason, detail);
      case FeedEvent.StoreStopped(StoreName store, String detail) ->
          error("store_stopped")
              .store(store)
              .detail("detail", detail)
              .text(
                  "The service no longer writes to the {store}: {detail}. It overwrites nothing"
                      + " there. If the btc:* streams of that store are not needed, delete them"
                      + " and restart. If another feed writes there, stop one of the two.");
      case FeedEvent.RoleEvent role -> RoleMessages.of(role);
      case FeedEvent.SinkEvent sink -> SinkMessages.of(sink);
      case FeedEvent.StoreUnsafe(StoreName store, String detail) ->
          warn("store_unsafe")
              .store(store)
              .detail("detail", detail)
              .text("The {store} can lose data: {detail}. Set maxmemory-policy noeviction there.");
      case FeedEvent.StoreRefuses(StoreName store, long times, String detail) ->
          warn("store_refuses")
              .store(store)
              .number("times", times)
              .detail("detail", detail)
              .text(
                  "The {store} accepts the streams and refused other keys {times} times: {detail}."
                      + " Give the user the missing right, or remove the key in the way. The"
                      + " service repeats the refused writes.");
      case FeedEvent.EntriesRemoved(StoreName store, long entries, boolean refilled) ->
          StoreMessages.entriesRemoved(store, entries, refilled);
      case FeedEvent.CatchingUp(StoreName store, long done, long total, Duration left) ->
          StoreMessages.catchingUp(store, done, total, left);
      case FeedEvent.CriticalApplied(StoreName store, int newest, long backlog) ->
          info("critical_kept")
              .store(store)
              .field("newest", newest)
              .number("backlog", backlog)
              .text(
                  "The {store} has the newest price and history again. A backlog of {backlog}"
                      + " records follows.");
      case FeedEvent.CaughtUp(StoreName store, long records, Duration took) ->
          info("caught_up")
              .store(store)
              .count("records", records)
              .duration("took", took)
              .text("The {store} has caught up: {records} in {took}.");
      case FeedEvent.RecordsLost(StoreName store, long records) ->
          error("records_lost")
              .store(store)
              .count("records", records)
              .text(
                  "The {store} cannot get {records}, because the journal dropped them first. Raise"
                      + " FEED_JOURNAL_MAX_BYTES to survive longer outages.");
      case FeedEvent.Switched(StoreName to, SwitchReason reason) ->
          StoreMessages.switched(to, reason);
      case FeedEvent.HoldEnded(StoreName now) ->
          warn("hold_ended")
              .field("now", now.text())
              .text(
                  "The operator's hold on the failover store ended, because that store was lost or"
                      + " fell behind. Readers use the {now} store, and the usual rules apply"
                      + " again.");
      case FeedEvent.JournalFailing(String detail) ->
          error("journal_failing")
              .detail("detail", detail)
              .text(
                  "The journal cannot be written: {detail}. Ticks are published only after they are"
                      + " in the journal, so the feed waits. Check the disk under FEED_DATA_DIR.");
      case FeedEvent.JournalWorksAgain() ->
          info("journal_works_again").text("The journal can be written again.");
      case FeedEvent.SegmentsDropped(long segments, long left) ->
          warn("segments_dropped")
              .count("segments", segments)
              .number("left", left)
              .text(
                  "The journal reached its limit or the disk is full. It deleted its oldest"
                      + " {segments}, which every store has. An emptied store can get the"
                      + " remaining {left} records only. Raise FEED_JOURNAL_MAX_BYTES or free disk"
                      + " space.");
      case FeedEvent.JournalDamaged(long places) ->
          error("journal_damaged")
              .count("places", places)
              .text(
                  "The journal is damaged in {places}. All readable records are kept, and the"
                      + " service asks the stores for the others. Check the disk under"
                      + " FEED_DATA_DIR.");
      case FeedEvent.JournalRestored(long records) ->
          warn("journal_restored")
              .count("records", records)
              .text(
                  "The journal lacked {records} that a store has. They are copied back with the"
                      + " same ids.");
      case FeedEvent.JournalNotRestored(String detail) ->
          error("journal_not_restored")
              .detail("detail", detail)
              .text(
                  "The records that the journal lost cannot be read back from a store: {detail}."
                      + " Trades that a store already has can appear there again with a new id.");
      case FeedEvent.Bug(String where, String what) ->
          error("bug")
              .field("where", where)
              .detail("what", what)
              .text("A bug in {where}. The service continues. Please report it: {what}");
      case FeedEvent.JournalDropped(long records) ->
          error("journal_dropped")
              .count("records", records)
              .text(
                  "The journal is full and dropped its oldest {records} before every store had"
                      + " them. Bring the store back, or raise FEED_JOURNAL_MAX_BYTES.");
    };
  }

  private static String in(Duration wait) {
    return wait.isZero() ? "now" : "in " + LogText.duration(wait);
  }

  /** What the operator can do about a venue that refuses the connection. */
  private static String advice(String why) {
    if (why.contains("451") || why.contains("403")) {
      return "The venue does not serve this location: use another venue (EXCHANGE) or address"
          + " (WEBSOCKET_URL).";
    }
    if (why.contains("429") || why.contains("418")) {
      return "The venue limits connections from this address: wait.";
    }
    return "If this continues, check the network, DNS and any proxy.";
  }
}
