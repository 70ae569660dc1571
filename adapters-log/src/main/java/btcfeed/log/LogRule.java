package btcfeed.log;

import btcfeed.domain.port.FeedLog.FeedEvent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How often an event is logged. Pure.
 *
 * @param subject what changes its state with this event, which limits the changes per minute; an
 *     empty text for an event that is no change of state
 * @param repeatKey events with the same key are repeats; an empty text for an event without repeats
 * @param weight how much a suppressed repeat counts
 * @param ends prefixes of the keys of repeats that this event ends
 */
record LogRule(String subject, String repeatKey, long weight, List<String> ends) {
  private static final LogRule ALWAYS = new LogRule("", "", 1, List.of());
  private static final Pattern NUMBERS = Pattern.compile("[0-9]{4,}");
  private static final int LONGEST_REASON = 80;

  static LogRule of(FeedEvent event) {
    return switch (event) {
      case FeedEvent.InputRefused input ->
          repeats("refused " + input.venue() + " " + input.reason());
      case FeedEvent.Bug bug -> repeats("bug " + bug.where() + " " + kindOf(bug.what()));
      case FeedEvent.GapSeen seen -> repeats("gap " + seen.market() + " " + seen.gap().state());
      case FeedEvent.HistoryRefused refused ->
          repeats("history " + refused.market() + " " + kindOf(refused.detail()));
      case FeedEvent.SearchFailed failed -> repeats("backfill " + failed.market());
      case FeedEvent.LineFailed failed ->
          change("line " + failed.line())
              .repeating("failed " + failed.line() + " " + kindOf(failed.why()));
      case FeedEvent.LineDown down ->
          change("line " + down.line())
              .repeating("failed " + down.line() + " down " + kindOf(down.why()));
      case FeedEvent.LineUp up -> change("line " + up.line(), "failed " + up.line() + " ");
      case FeedEvent.LineReplaced replaced -> change("line " + replaced.line());
      case FeedEvent.StoreUp up ->
          change("store " + up.store(), "stopped " + up.store(), "down " + up.store() + " ");
      case FeedEvent.StoreDown down ->
          change("store " + down.store()).repeating("down " + down.store() + " " + down.reason());
      case FeedEvent.StoreStopped stopped ->
          change("store " + stopped.store()).repeating("stopped " + stopped.store());
      case FeedEvent.RoleEvent _ -> change("role");
      case FeedEvent.SinkEvent sink -> ofSink(sink);
      case FeedEvent.CriticalApplied critical -> change("store " + critical.store());
      case FeedEvent.CaughtUp caughtUp -> change("store " + caughtUp.store());
      case FeedEvent.StoreUnsafe unsafe ->
          repeats("unsafe " + unsafe.store() + " " + kindOf(unsafe.detail()));
      case FeedEvent.StoreRefuses refuses ->
          repeats("refuses " + refuses.store()).weighing(refuses.times());
      case FeedEvent.EntriesRemoved removed ->
          repeats("removed " + removed.store()).weighing(removed.entries());
      case FeedEvent.RecordsLost lost -> repeats("lost " + lost.store()).weighing(lost.records());
      case FeedEvent.Switched _, FeedEvent.HoldEnded _ -> change("active store");
      case FeedEvent.JournalFailing _ -> change("journal").repeating("journal");
      case FeedEvent.JournalWorksAgain _ -> change("journal", "journal");
      case FeedEvent.JournalDropped dropped -> repeats("dropped").weighing(dropped.records());
      case FeedEvent.SegmentsDropped dropped -> repeats("segments").weighing(dropped.segments());
      case FeedEvent.CatchingUp _,
          FeedEvent.FirstTick _,
          FeedEvent.JournalDamaged _,
          FeedEvent.JournalRestored _,
          FeedEvent.JournalNotRestored _ ->
          ALWAYS;
    };
  }

  private static LogRule ofSink(FeedEvent.SinkEvent event) {
    String subject = "sink " + event.sink();
    return switch (event) {
      case FeedEvent.SinkEvent.Up _ -> change(subject, subject + " ");
      case FeedEvent.SinkEvent.Down down ->
          change(subject).repeating(subject + " " + kindOf(down.detail()));
      case FeedEvent.SinkEvent.Stopped _ -> change(subject).repeating(subject + " stopped");
      case FeedEvent.SinkEvent.Rewound _ -> change(subject);
      case FeedEvent.SinkEvent.Lost lost -> repeats(subject + " lost").weighing(lost.records());
    };
  }

  private static LogRule repeats(String key) {
    return ALWAYS.repeating(key);
  }

  private static LogRule change(String subject, String... ends) {
    return new LogRule(subject, "", 1, List.of(ends));
  }

  private LogRule repeating(String key) {
    return new LogRule(subject, key, weight, ends);
  }

  private LogRule weighing(long suppressed) {
    return new LogRule(subject, repeatKey, suppressed, ends);
  }

  /** A reason without ports and other long numbers, which differ each time; HTTP statuses stay. */
  private static String kindOf(String why) {
    String head = why.substring(0, Math.min(why.length(), LONGEST_REASON));
    return NUMBERS.matcher(head).replaceAll("#");
  }
}
