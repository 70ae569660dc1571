package btcfeed.domain.port;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;

/**
 * Driven port: events for people to read. Any thread; never blocks, never throws. The application
 * reports every event; the implementation limits the rate.
 */
public interface FeedLog {
  void report(FeedEvent event);

  sealed interface FeedEvent {
    record LineUp(LineId line) implements FeedEvent {}

    record LineDown(LineId line, String why, Duration nextAttemptIn) implements FeedEvent {}

    record LineFailed(LineId line, String why, Duration nextAttemptIn) implements FeedEvent {}

    record LineReplaced(LineId line, String why) implements FeedEvent {}

    record InputRefused(Venue venue, BadInput reason, String sample) implements FeedEvent {}

    record GapSeen(Market market, Gap gap) implements FeedEvent {}

    /** The venue did not return trades of its history; the request is repeated later. */
    record HistoryRefused(Market market, Gap gap, String detail, Duration in)
        implements FeedEvent {}

    /** The venue cannot return the missing trades. */
    record SearchFailed(Market market, Gap gap, String why) implements FeedEvent {}

    record FirstTick(Market market, String price) implements FeedEvent {}

    record StoreUp(StoreName store, String version, long backlog) implements FeedEvent {}

    record StoreDown(StoreName store, SwitchReason reason, String detail) implements FeedEvent {}

    record StoreStopped(StoreName store, String detail) implements FeedEvent {}

    /** Which instance leads, and what that changes. */
    sealed interface RoleEvent extends FeedEvent {
      /** This instance writes the stores from now on. */
      record Leads(long epoch) implements RoleEvent {}

      /** This instance writes its journal only, because no store grants it a lease. */
      record LeadsAlone() implements RoleEvent {}

      /** Another instance writes the stores. */
      record Follows(WriterLease leader) implements RoleEvent {}

      /** Records of the journal were removed: another leader continued from {@code after}. */
      record JournalCut(JournalId after) implements RoleEvent {}

      /** Another leader's entries after {@code after} were removed from a store. */
      record HistoryCut(StoreName store, JournalId after) implements RoleEvent {}

      /** Records of other leaders were copied from a store into the journal. */
      record HistoryCopied(StoreName store, long records) implements RoleEvent {}
    }

    record StoreUnsafe(StoreName store, String detail) implements FeedEvent {}

    /** A store takes the streams and refuses other keys, this often since the last report. */
    record StoreRefuses(StoreName store, long times, String detail) implements FeedEvent {}

    /** Another program removed entries from a store's streams. */
    record EntriesRemoved(StoreName store, long entries, boolean refilled) implements FeedEvent {}

    record CatchingUp(StoreName store, long done, long total, Duration left) implements FeedEvent {}

    /** The newest records were written ahead of a backlog. */
    record CriticalApplied(StoreName store, int newest, long backlog) implements FeedEvent {}

    record CaughtUp(StoreName store, long records, Duration took) implements FeedEvent {}

    record RecordsLost(StoreName store, long records) implements FeedEvent {}

    /** What happens with a sink, by its name. */
    sealed interface SinkEvent extends FeedEvent {
      String sink();

      /** The sink takes records. */
      record Up(String sink, long backlog) implements SinkEvent {}

      record Down(String sink, String detail) implements SinkEvent {}

      /** The sink has another feed's records, so this service writes nothing there. */
      record Stopped(String sink, String detail) implements SinkEvent {}

      /** The cursor was set back, because another leader continued the history from there. */
      record Rewound(String sink, JournalId after) implements SinkEvent {}

      /** The journal dropped records before the sink had them. */
      record Lost(String sink, long records) implements SinkEvent {}
    }

    record Switched(StoreName to, SwitchReason reason) implements FeedEvent {}

    /** A hold by an operator ended, because the failover was lost or fell behind. */
    record HoldEnded(StoreName now) implements FeedEvent {}

    record JournalFailing(String detail) implements FeedEvent {}

    record JournalWorksAgain() implements FeedEvent {}

    record JournalDropped(long records) implements FeedEvent {}

    /**
     * The journal deleted its oldest segments early, because of its limit or a full disk. Every
     * store had their records.
     *
     * @param left records the journal holds now: what an emptied store can be filled with
     */
    record SegmentsDropped(long segments, long left) implements FeedEvent {}

    /** Records could not be read when the journal was opened. */
    record JournalDamaged(long places) implements FeedEvent {}

    /** Records that the journal lacked were restored from a store. */
    record JournalRestored(long records) implements FeedEvent {}

    /** No store could be asked for the missing records, or they could not be restored. */
    record JournalNotRestored(String detail) implements FeedEvent {}

    /** An unforeseen error in the service, which continues. */
    record Bug(String where, String what) implements FeedEvent {}
  }
}
