package btcfeed.log;

import static btcfeed.log.LogMessage.field;
import static btcfeed.log.LogText.count;
import static btcfeed.log.LogText.detail;
import static btcfeed.log.LogText.duration;
import static org.slf4j.event.Level.ERROR;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.event.Level;

/**
 * Puts happenings into words: what happened, what the service does about it, and what a person
 * woken by it might do. Pure.
 */
final class LogMessages {
  private LogMessages() {}

  static LogMessage of(FeedEvent happening) {
    return switch (happening) {
      case FeedEvent.LineUp(LineId line) ->
          line(INFO, "line_up", line, line + " is up: connected, and the subscription confirmed.");
      case FeedEvent.LineDown(LineId line, String why, Duration next) ->
          line(
              WARN,
              "line_down",
              line,
              line + " went down: " + detail(why) + ". Connecting again " + in(next) + ".",
              field("why", detail(why)),
              field("next_attempt_ms", next.toMillis()));
      case FeedEvent.LineFailed(LineId line, String why, Duration next) ->
          line(
              WARN,
              "line_failed",
              line,
              line + " cannot connect: " + detail(why) + ". Next attempt " + in(next) + advice(why),
              field("why", detail(why)),
              field("next_attempt_ms", next.toMillis()));
      case FeedEvent.LineReplaced(LineId line, String why) ->
          line(
              INFO,
              "line_replaced",
              line,
              line + " runs on a fresh connection, opened before the old one closed: " + end(why),
              field("why", detail(why)));
      case FeedEvent.InputRefused(Venue venue, BadInput reason, String sample) ->
          refused(venue, reason, LogText.text(sample, LogText.MAX_SAMPLE));
      case FeedEvent.GapSeen(Market market, Gap gap) -> GapMessages.seen(market, gap);
      case FeedEvent.HistoryRefused(Market market, Gap gap, String why, Duration next) ->
          GapMessages.refused(market, gap, why, next);
      case FeedEvent.SearchFailed(Market market, Gap gap, String why) ->
          GapMessages.inVain(market, gap, why);
      case FeedEvent.FirstTick(Market market, String price) ->
          market(
              INFO,
              "first_tick",
              market,
              market + " trades at " + detail(price) + ": first tick, prices are flowing.",
              field("price", detail(price)));
      case FeedEvent.StoreUp(StoreName store, String version, long backlog) ->
          store(
              INFO,
              "store_up",
              store,
              the(store)
                  + " is up"
                  + (version.isBlank() ? "" : " (Redis " + detail(version) + ")")
                  + (backlog == 0
                      ? " and has everything."
                      : "; it is " + count(backlog, "record") + " behind and gets them now."),
              field("version", detail(version)),
              field("backlog", backlog));
      case FeedEvent.StoreDown(StoreName store, SwitchReason reason, String detail) ->
          StoreMessages.down(store, reason, detail(detail));
      case FeedEvent.StoreStopped(StoreName store, String detail) ->
          store(
              ERROR,
              "store_stopped",
              store,
              the(store)
                  + " is no longer written to: "
                  + detail(detail)
                  + ". Nothing in it is overwritten. Somebody has to look: if its btc:* streams can"
                  + " go, delete them and restart; if another feed writes there, stop one of the"
                  + " two.",
              field("detail", detail(detail)));
      case FeedEvent.StoreTakenOver(StoreName store, WriterLease from) ->
          store(
              INFO,
              "store_taken_over",
              store,
              the(store) + " was last written by " + writer(from) + "; this one writes it now.",
              field("instance", detail(from.instance())),
              field("epoch", from.epoch()));
      case FeedEvent.StoreUnsafe(StoreName store, String detail) ->
          store(
              WARN,
              "store_unsafe",
              store,
              the(store)
                  + " may lose what it is given: "
                  + detail(detail)
                  + ". Set maxmemory-policy noeviction there.",
              field("detail", detail(detail)));
      case FeedEvent.StoreRefuses(StoreName store, long times, String detail) ->
          StoreMessages.refuses(store, times, detail(detail));
      case FeedEvent.EntriesRemoved(StoreName store, long entries, boolean refilled) ->
          StoreMessages.removed(store, entries, refilled);
      case FeedEvent.CatchingUp(StoreName store, long done, long total, Duration left) ->
          StoreMessages.catchingUp(store, done, total, left);
      case FeedEvent.CriticalApplied(StoreName store, int newest, long backlog) ->
          store(
              INFO,
              "critical_kept",
              store,
              the(store)
                  + " has the newest price and history again; "
                  + count(backlog, "record")
                  + " of backlog follow.",
              field("newest", newest),
              field("backlog", backlog));
      case FeedEvent.CaughtUp(StoreName store, long records, Duration took) ->
          store(
              INFO,
              "caught_up",
              store,
              the(store)
                  + " has caught up: "
                  + count(records, "record")
                  + " in "
                  + duration(took)
                  + ".",
              field("records", records),
              field("took_ms", took.toMillis()));
      case FeedEvent.RecordsLost(StoreName store, long records) ->
          store(
              ERROR,
              "records_lost",
              store,
              the(store)
                  + " will never get "
                  + count(records, "record")
                  + ": the journal had to drop them first. Raise FEED_JOURNAL_MAX_BYTES to bridge"
                  + " longer absences.",
              field("records", records));
      case FeedEvent.Switched(StoreName to, SwitchReason reason) ->
          StoreMessages.switched(to, reason);
      case FeedEvent.HoldEnded(StoreName now) -> StoreMessages.holdEnded(now);
      case FeedEvent.JournalFailing(String detail) ->
          LogMessage.of(
              ERROR,
              "journal_failing",
              "The journal cannot be written: "
                  + detail(detail)
                  + ". No tick goes out before it is in the journal, so the feed stands still until"
                  + " this works. Check the disk under FEED_DATA_DIR.",
              field("detail", detail(detail)));
      case FeedEvent.JournalWorksAgain() ->
          LogMessage.of(INFO, "journal_works_again", "The journal can be written again.");
      case FeedEvent.SegmentsDropped(long segments, long left) ->
          JournalMessages.segmentsDropped(segments, left);
      case FeedEvent.JournalDamaged(long places) -> JournalMessages.damaged(places);
      case FeedEvent.JournalRestored(long records) -> JournalMessages.restored(records);
      case FeedEvent.JournalNotRestored(String detail) ->
          JournalMessages.notRestored(detail(detail));
      case FeedEvent.Bug(String where, String what) ->
          LogMessage.of(
              ERROR,
              "bug",
              "A bug in " + where + ", please report it; the service goes on: " + detail(what),
              field("where", where),
              field("what", detail(what)));
      case FeedEvent.JournalDropped(long records) ->
          LogMessage.of(
              ERROR,
              "journal_dropped",
              "The journal is full and dropped its oldest "
                  + count(records, "record")
                  + " before every store had them. Bring the store back, or raise"
                  + " FEED_JOURNAL_MAX_BYTES.",
              field("records", records));
    };
  }

  private static LogMessage refused(Venue venue, BadInput reason, String sample) {
    return LogMessage.of(
        WARN,
        "input_refused",
        venue
            + " sent something unusable ("
            + reason.text()
            + "); counted and skipped, the last good price stands: \""
            + sample
            + "\"",
        field("venue", venue.name()),
        field("reason", reason.text()),
        field("sample", sample));
  }

  static LogMessage store(
      Level level, String event, StoreName store, String text, LogMessage.Field... fields) {
    return LogMessage.of(level, event, text, with(fields, field("store", store.text())));
  }

  /** {@code The primary store}. */
  static String the(StoreName store) {
    return "The " + store.text() + " store";
  }

  private static LogMessage line(
      Level level, String event, LineId line, String text, LogMessage.Field... fields) {
    return LogMessage.of(
        level,
        event,
        text,
        with(fields, field("venue", line.venue().name()), field("line", line.letter())));
  }

  static LogMessage market(
      Level level, String event, Market market, String text, LogMessage.Field... fields) {
    return LogMessage.of(
        level,
        event,
        text,
        with(
            fields,
            field("venue", market.venue().name()),
            field("symbol", market.symbol().toString())));
  }

  private static LogMessage.Field[] with(LogMessage.Field[] last, LogMessage.Field... first) {
    LogMessage.Field[] all = java.util.Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  private static String in(Duration wait) {
    return wait.isZero() ? "now" : "in " + duration(wait);
  }

  private static String end(String why) {
    return detail(why) + ".";
  }

  /** What to try, by what venues answer to those they turn away. */
  private static String advice(String why) {
    if (why.contains("451") || why.contains("403")) {
      return ". The venue does not serve this place: use another venue (EXCHANGE) or address"
          + " (WEBSOCKET_URL).";
    }
    if (why.contains("429") || why.contains("418")) {
      return ". The venue asks for fewer connections from this address; waiting is all there is to"
          + " do.";
    }
    return "; if this goes on, look at the network, DNS and any proxy.";
  }

  private static String writer(WriterLease lease) {
    String who = lease.instance().isBlank() ? "another instance" : detail(lease.instance());
    Instant started =
        Instant.EPOCH.plus(lease.startedUs(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
    return who + " (epoch " + lease.epoch() + ", started " + started + ")";
  }
}
