package btcfeed.domain.port;

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
 * Driven port: what happened, for a person to read. Any thread; never blocks, never throws.
 *
 * <p>The application reports every occurrence; saying it seldom enough is the implementation's
 * part.
 */
public interface FeedLog {
  void report(FeedEvent happening);

  /** Something a person would want to know. */
  sealed interface FeedEvent {
    record LineUp(LineId line) implements FeedEvent {}

    record LineDown(LineId line, String why, Duration nextAttemptIn) implements FeedEvent {}

    record LineFailed(LineId line, String why, Duration nextAttemptIn) implements FeedEvent {}

    record LineReplaced(LineId line, String why) implements FeedEvent {}

    record InputRefused(Venue venue, BadInput reason, String sample) implements FeedEvent {}

    record GapSeen(Market market, Gap gap) implements FeedEvent {}

    /** The venue did not answer a question about its past; it is asked again later. */
    record HistoryRefused(Market market, Gap gap, String detail, Duration in)
        implements FeedEvent {}

    /** The venue cannot give what is missing. */
    record SearchInVain(Market market, Gap gap, String why) implements FeedEvent {}

    record FirstTick(Market market, String price) implements FeedEvent {}

    record StoreUp(StoreName store, String version, long backlog) implements FeedEvent {}

    record StoreDown(StoreName store, SwitchReason reason, String detail) implements FeedEvent {}

    record StoreStopped(StoreName store, String detail) implements FeedEvent {}

    record StoreTakenOver(StoreName store, WriterLease from) implements FeedEvent {}

    record StoreUnsafe(StoreName store, String detail) implements FeedEvent {}

    /** A store takes the streams and refuses other keys; so often since it was reported last. */
    record StoreRefuses(StoreName store, long times, String detail) implements FeedEvent {}

    /** Another program removed entries from a store's streams. */
    record EntriesRemoved(StoreName store, long entries, boolean refilled) implements FeedEvent {}

    record CatchingUp(StoreName store, long done, long total, Duration left) implements FeedEvent {}

    /** What readers look at first is right again, ahead of a backlog. */
    record CriticalKept(StoreName store, int newest, long backlog) implements FeedEvent {}

    record CaughtUp(StoreName store, long records, Duration took) implements FeedEvent {}

    record RecordsLost(StoreName store, long records) implements FeedEvent {}

    record Switched(StoreName to, SwitchReason reason) implements FeedEvent {}

    /** An operator had kept readers on the failover, which was lost or fell behind. */
    record HoldEnded(StoreName now) implements FeedEvent {}

    record JournalFailing(String detail) implements FeedEvent {}

    record JournalWorksAgain() implements FeedEvent {}

    record JournalDropped(long records) implements FeedEvent {}

    /**
     * The journal deleted its oldest segments before their time, to stay within its limit or
     * because the disk was full; every store had what was in them.
     *
     * @param left records the journal holds now: what an emptied store can be filled with
     */
    record SegmentsDropped(long segments, long left) implements FeedEvent {}

    /** Records could not be read when the journal was opened. */
    record JournalDamaged(long places) implements FeedEvent {}

    /** The journal lacked records that a store had, and has them again. */
    record JournalRestored(long records) implements FeedEvent {}

    /** No store could be asked for what the journal lost, or the records could not be put back. */
    record JournalNotRestored(String detail) implements FeedEvent {}

    /** The service itself is at fault; it goes on. */
    record Bug(String where, String what) implements FeedEvent {}
  }
}
