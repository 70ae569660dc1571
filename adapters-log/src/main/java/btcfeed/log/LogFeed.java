package btcfeed.log;

import static btcfeed.log.LogMessage.field;

import btcfeed.domain.port.FeedLog;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says what happened, each kind of repeating news at most once a minute, with a count of what was
 * not said. A change of state is said at once: the same store going down for the same reason again
 * and again, without coming up in between, is no change. Of a line, a store, the journal or the
 * active store that changes all the time, {@link #CHANGES} changes are said a minute; the latest of
 * the others follows at the end of the minute, with their number.
 *
 * <p>Any thread. Never blocks and never throws, so long as the log was set up by {@link Logging}.
 * Call {@link #sayDue} every few seconds, and at the end: it says what was held back where nothing
 * followed that would have carried the count.
 */
public final class LogFeed implements FeedLog {
  /** How often repeating news of one kind is said. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** How many changes of state of one subject are said in a {@link #WINDOW}. */
  public static final int CHANGES = 6;

  /** How often progress is said. */
  public static final Duration PROGRESS_WINDOW = Duration.ofSeconds(5);

  private static final Pattern NUMBERS = Pattern.compile("[0-9]{4,}");
  private static final int LONGEST_REASON = 80;

  private final Clock clock;
  private final Logger logger;
  private final RepeatFilter<FeedEvent> repeats = new RepeatFilter<>(WINDOW);
  private final RepeatFilter<RepeatFilter.Said<FeedEvent>> changes =
      new RepeatFilter<>(WINDOW, CHANGES);
  private final RepeatFilter<FeedEvent> progress = new RepeatFilter<>(PROGRESS_WINDOW);

  public LogFeed(Clock clock) {
    this(clock, LoggerFactory.getLogger("btcfeed.feed"));
  }

  LogFeed(Clock clock, Logger logger) {
    this.clock = clock;
    this.logger = logger;
  }

  @Override
  public void report(FeedEvent happening) {
    switch (happening) {
      case FeedEvent.InputRefused refused ->
          limited("refused " + refused.venue() + " " + refused.reason(), refused, 1);
      case FeedEvent.Bug bug -> limited("bug " + bug.where() + " " + kindOf(bug.what()), bug, 1);
      case FeedEvent.LineFailed failed ->
          limited("failed " + failed.line() + " " + kindOf(failed.why()), failed, 1);
      case FeedEvent.GapSeen seen ->
          limited("gap " + seen.market() + " " + seen.gap().state(), seen, 1);
      case FeedEvent.HistoryRefused refused ->
          limited("history " + refused.market() + " " + kindOf(refused.detail()), refused, 1);
      case FeedEvent.SearchFailed vain -> limited("vain " + vain.market(), vain, 1);
      case FeedEvent.RecordsLost lost -> limited("lost " + lost.store(), lost, lost.records());
      case FeedEvent.JournalDropped dropped -> limited("dropped", dropped, dropped.records());
      case FeedEvent.SegmentsDropped segments -> limited("segments", segments, segments.segments());
      case FeedEvent.JournalFailing failing -> limited("journal", failing, 1);
      case FeedEvent.StoreDown down ->
          limited("down " + down.store() + " " + down.reason(), down, 1);
      case FeedEvent.StoreUnsafe unsafe ->
          limited("unsafe " + unsafe.store() + " " + kindOf(unsafe.detail()), unsafe, 1);
      case FeedEvent.StoreRefuses refuses ->
          limited("refuses " + refuses.store(), refuses, refuses.times());
      case FeedEvent.EntriesRemoved removed ->
          limited("removed " + removed.store(), removed, removed.entries());
      case FeedEvent.StoreStopped stopped -> limited("stopped " + stopped.store(), stopped, 1);
      case FeedEvent.CatchingUp catching ->
          progress
              .offer("catching " + catching.store(), catching, 0, clock.nanos())
              .ifPresent(said -> say(LogMessages.of(said.news())));
      case FeedEvent.LineUp up -> change("failed " + up.line() + " ", up);
      case FeedEvent.StoreUp up -> {
        forget("stopped " + up.store());
        change("down " + up.store() + " ", up);
      }
      case FeedEvent.JournalWorksAgain works -> change("journal", works);
      case FeedEvent.CaughtUp caughtUp -> {
        progress.forget(key -> key.equals("catching " + caughtUp.store()));
        say(new RepeatFilter.Said<>(caughtUp, 0));
      }
      case FeedEvent.LineDown down ->
          limited("failed " + down.line() + " down " + kindOf(down.why()), down, 1);
      case FeedEvent.LineReplaced _,
          FeedEvent.FirstTick _,
          FeedEvent.CriticalApplied _,
          FeedEvent.StoreTakenOver _,
          FeedEvent.Switched _,
          FeedEvent.HoldEnded _,
          FeedEvent.JournalDamaged _,
          FeedEvent.JournalRestored _,
          FeedEvent.JournalNotRestored _ ->
          say(new RepeatFilter.Said<>(happening, 0));
    }
  }

  /** What a change of state is a change of; empty for news of another kind. */
  private static Optional<String> subject(FeedEvent happening) {
    return switch (happening) {
      case FeedEvent.LineUp up -> Optional.of("line " + up.line());
      case FeedEvent.LineDown down -> Optional.of("line " + down.line());
      case FeedEvent.LineFailed failed -> Optional.of("line " + failed.line());
      case FeedEvent.LineReplaced replaced -> Optional.of("line " + replaced.line());
      case FeedEvent.StoreUp up -> Optional.of("store " + up.store());
      case FeedEvent.StoreDown down -> Optional.of("store " + down.store());
      case FeedEvent.StoreStopped stopped -> Optional.of("store " + stopped.store());
      case FeedEvent.StoreTakenOver over -> Optional.of("store " + over.store());
      case FeedEvent.CaughtUp caughtUp -> Optional.of("store " + caughtUp.store());
      case FeedEvent.CriticalApplied kept -> Optional.of("store " + kept.store());
      case FeedEvent.JournalFailing _, FeedEvent.JournalWorksAgain _ -> Optional.of("journal");
      case FeedEvent.Switched _, FeedEvent.HoldEnded _ -> Optional.of("active store");
      case FeedEvent.InputRefused _,
          FeedEvent.Bug _,
          FeedEvent.GapSeen _,
          FeedEvent.HistoryRefused _,
          FeedEvent.SearchFailed _,
          FeedEvent.RecordsLost _,
          FeedEvent.JournalDropped _,
          FeedEvent.StoreUnsafe _,
          FeedEvent.StoreRefuses _,
          FeedEvent.EntriesRemoved _,
          FeedEvent.CatchingUp _,
          FeedEvent.FirstTick _,
          FeedEvent.SegmentsDropped _,
          FeedEvent.JournalDamaged _,
          FeedEvent.JournalRestored _,
          FeedEvent.JournalNotRestored _ ->
          Optional.empty();
    };
  }

  /** Says what was held back and whose minute is over. */
  public void sayDue() {
    repeats.due(clock.nanos()).forEach(this::say);
    for (RepeatFilter.Said<RepeatFilter.Said<FeedEvent>> change : changes.due(clock.nanos())) {
      write(change.news().news(), change.news().heldBack() + change.heldBack());
    }
    // Progress that nothing followed is stale news: only its bookkeeping is cleared.
    progress.due(clock.nanos());
  }

  private void limited(String key, FeedEvent happening, long weight) {
    repeats.offer(key, happening, weight, clock.nanos()).ifPresent(this::say);
  }

  /** Says a change of state, after which what it ended may be said again at once. */
  private void change(String keys, FeedEvent happening) {
    forget(keys);
    say(new RepeatFilter.Said<>(happening, 0));
  }

  private void forget(String keys) {
    repeats.forget(key -> key.startsWith(keys));
  }

  private void say(RepeatFilter.Said<FeedEvent> said) {
    Optional<String> subject = subject(said.news());
    if (subject.isEmpty()) {
      write(said.news(), said.heldBack());
      return;
    }
    changes
        .offer(subject.get(), said, 1 + said.heldBack(), clock.nanos())
        .ifPresent(
            change -> write(change.news().news(), change.news().heldBack() + change.heldBack()));
  }

  private void write(FeedEvent happening, long heldBack) {
    LogMessage sentence = LogMessages.of(happening);
    if (heldBack > 0) {
      String words = " (And " + LogText.number(heldBack) + " more" + unit(happening) + ".)";
      sentence = sentence.with(words, field("more", heldBack));
    }
    say(sentence);
  }

  private static String unit(FeedEvent happening) {
    boolean counted =
        happening instanceof FeedEvent.RecordsLost || happening instanceof FeedEvent.JournalDropped;
    return counted ? " records since last said" : " like it since last said";
  }

  private void say(LogMessage sentence) {
    LoggingEventBuilder line = logger.atLevel(sentence.level()).setMessage(sentence.text());
    line = line.addKeyValue(JsonLines.EVENT, sentence.event());
    for (LogMessage.Field field : sentence.fields()) {
      line = line.addKeyValue(field.name(), field.value());
    }
    line.log();
  }

  /** A reason without ports and the like, which differ each time; HTTP statuses stay. */
  private static String kindOf(String why) {
    String head = why.substring(0, Math.min(why.length(), LONGEST_REASON));
    return NUMBERS.matcher(head).replaceAll("#");
  }
}
