package btcfeed.domain.port;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterSeat;
import java.time.Duration;

/**
 * Driven port: what happened, for a person to read. Any thread; never blocks, never throws.
 *
 * <p>The application reports every occurrence; saying it seldom enough is the implementation's
 * part.
 */
public interface FeedLog {
  void report(Happening happening);

  /** Something a person would want to know. */
  sealed interface Happening {
    record LineUp(LineId line) implements Happening {}

    record LineDown(LineId line, String why, Duration nextAttemptIn) implements Happening {}

    record LineFailed(LineId line, String why, Duration nextAttemptIn) implements Happening {}

    record LineReplaced(LineId line, String why) implements Happening {}

    record InputRefused(Venue venue, BadInput reason, String sample) implements Happening {}

    record GapSeen(Market market, Gap gap) implements Happening {}

    /** The venue did not answer a question about its past; it is asked again later. */
    record HistoryRefused(Market market, Gap gap, String detail, Duration in)
        implements Happening {}

    /** The venue cannot give what is missing. */
    record SearchInVain(Market market, Gap gap, String why) implements Happening {}

    record FirstTick(Market market, String price) implements Happening {}

    record StoreUp(StoreName store, String version, long backlog) implements Happening {}

    record StoreDown(StoreName store, SwitchReason reason, String detail) implements Happening {}

    record StoreStopped(StoreName store, String detail) implements Happening {}

    record StoreTakenOver(StoreName store, WriterSeat from) implements Happening {}

    record StoreUnsafe(StoreName store, String detail) implements Happening {}

    /** A store takes the streams and refuses other keys; so often since it was reported last. */
    record StoreRefuses(StoreName store, long times, String detail) implements Happening {}

    /** Another program removed entries from a store's streams. */
    record EntriesRemoved(StoreName store, long entries, boolean refilled) implements Happening {}

    record CatchingUp(StoreName store, long done, long total, Duration left) implements Happening {}

    /** What readers look at first is right again, ahead of a backlog. */
    record CriticalKept(StoreName store, int newest, long backlog) implements Happening {}

    record CaughtUp(StoreName store, long records, Duration took) implements Happening {}

    record RecordsLost(StoreName store, long records) implements Happening {}

    record Switched(StoreName to, SwitchReason reason) implements Happening {}

    /** An operator had kept readers on the failover, which was lost or fell behind. */
    record HoldEnded(StoreName now) implements Happening {}

    record JournalFailing(String detail) implements Happening {}

    record JournalWorksAgain() implements Happening {}

    record JournalDropped(long records) implements Happening {}

    /**
     * The journal deleted its oldest segments before their time, to stay within its limit or
     * because the disk was full; every store had what was in them.
     *
     * @param left records the journal holds now: what an emptied store can be filled with
     */
    record SegmentsDropped(long segments, long left) implements Happening {}

    /** Records could not be read when the journal was opened. */
    record JournalDamaged(long places) implements Happening {}

    /** The journal lacked records that a store had, and has them again. */
    record JournalRestored(long records) implements Happening {}

    /** No store could be asked for what the journal lost, or the records could not be put back. */
    record JournalNotRestored(String detail) implements Happening {}

    /** The service itself is at fault; it goes on. */
    record Bug(String where, String what) implements Happening {}
  }
}
