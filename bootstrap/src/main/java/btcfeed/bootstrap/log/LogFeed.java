package btcfeed.bootstrap.log;

import static btcfeed.bootstrap.log.Sentence.field;

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
  private final Repeats<Happening> repeats = new Repeats<>(WINDOW);
  private final Repeats<Repeats.Said<Happening>> changes = new Repeats<>(WINDOW, CHANGES);
  private final Repeats<Happening> progress = new Repeats<>(PROGRESS_WINDOW);

  public LogFeed(Clock clock) {
    this(clock, LoggerFactory.getLogger("btcfeed.feed"));
  }

  LogFeed(Clock clock, Logger logger) {
    this.clock = clock;
    this.logger = logger;
  }

  @Override
  public void report(Happening happening) {
    switch (happening) {
      case Happening.InputRefused refused ->
          limited("refused " + refused.venue() + " " + refused.reason(), refused, 1);
      case Happening.Bug bug -> limited("bug " + bug.where() + " " + kindOf(bug.what()), bug, 1);
      case Happening.LineFailed failed ->
          limited("failed " + failed.line() + " " + kindOf(failed.why()), failed, 1);
      case Happening.GapSeen seen ->
          limited("gap " + seen.market() + " " + seen.gap().state(), seen, 1);
      case Happening.HistoryRefused refused ->
          limited("history " + refused.market() + " " + kindOf(refused.detail()), refused, 1);
      case Happening.SearchInVain vain -> limited("vain " + vain.market(), vain, 1);
      case Happening.RecordsLost lost -> limited("lost " + lost.store(), lost, lost.records());
      case Happening.JournalDropped dropped -> limited("dropped", dropped, dropped.records());
      case Happening.SegmentsDropped segments -> limited("segments", segments, segments.segments());
      case Happening.JournalFailing failing -> limited("journal", failing, 1);
      case Happening.StoreDown down ->
          limited("down " + down.store() + " " + down.reason(), down, 1);
      case Happening.StoreUnsafe unsafe ->
          limited("unsafe " + unsafe.store() + " " + kindOf(unsafe.detail()), unsafe, 1);
      case Happening.StoreRefuses refuses ->
          limited("refuses " + refuses.store(), refuses, refuses.times());
      case Happening.EntriesRemoved removed ->
          limited("removed " + removed.store(), removed, removed.entries());
      case Happening.StoreStopped stopped -> limited("stopped " + stopped.store(), stopped, 1);
      case Happening.CatchingUp catching ->
          progress
              .offer("catching " + catching.store(), catching, 0, clock.nanos())
              .ifPresent(said -> say(Sentences.of(said.news())));
      case Happening.LineUp up -> change("failed " + up.line() + " ", up);
      case Happening.StoreUp up -> {
        forget("stopped " + up.store());
        change("down " + up.store() + " ", up);
      }
      case Happening.JournalWorksAgain works -> change("journal", works);
      case Happening.CaughtUp caughtUp -> {
        progress.forget(key -> key.equals("catching " + caughtUp.store()));
        say(new Repeats.Said<>(caughtUp, 0));
      }
      case Happening.LineDown down ->
          limited("failed " + down.line() + " down " + kindOf(down.why()), down, 1);
      case Happening.LineReplaced _,
          Happening.FirstTick _,
          Happening.CriticalKept _,
          Happening.StoreTakenOver _,
          Happening.Switched _,
          Happening.HoldEnded _,
          Happening.JournalDamaged _,
          Happening.JournalRestored _,
          Happening.JournalNotRestored _ ->
          say(new Repeats.Said<>(happening, 0));
    }
  }

  /** What a change of state is a change of; empty for news of another kind. */
  private static Optional<String> subject(Happening happening) {
    return switch (happening) {
      case Happening.LineUp up -> Optional.of("line " + up.line());
      case Happening.LineDown down -> Optional.of("line " + down.line());
      case Happening.LineFailed failed -> Optional.of("line " + failed.line());
      case Happening.LineReplaced replaced -> Optional.of("line " + replaced.line());
      case Happening.StoreUp up -> Optional.of("store " + up.store());
      case Happening.StoreDown down -> Optional.of("store " + down.store());
      case Happening.StoreStopped stopped -> Optional.of("store " + stopped.store());
      case Happening.StoreTakenOver over -> Optional.of("store " + over.store());
      case Happening.CaughtUp caughtUp -> Optional.of("store " + caughtUp.store());
      case Happening.CriticalKept kept -> Optional.of("store " + kept.store());
      case Happening.JournalFailing _, Happening.JournalWorksAgain _ -> Optional.of("journal");
      case Happening.Switched _, Happening.HoldEnded _ -> Optional.of("active store");
      case Happening.InputRefused _,
          Happening.Bug _,
          Happening.GapSeen _,
          Happening.HistoryRefused _,
          Happening.SearchInVain _,
          Happening.RecordsLost _,
          Happening.JournalDropped _,
          Happening.StoreUnsafe _,
          Happening.StoreRefuses _,
          Happening.EntriesRemoved _,
          Happening.CatchingUp _,
          Happening.FirstTick _,
          Happening.SegmentsDropped _,
          Happening.JournalDamaged _,
          Happening.JournalRestored _,
          Happening.JournalNotRestored _ ->
          Optional.empty();
    };
  }

  /** Says what was held back and whose minute is over. */
  public void sayDue() {
    repeats.due(clock.nanos()).forEach(this::say);
    for (Repeats.Said<Repeats.Said<Happening>> change : changes.due(clock.nanos())) {
      write(change.news().news(), change.news().heldBack() + change.heldBack());
    }
    // Progress that nothing followed is stale news: only its bookkeeping is cleared.
    progress.due(clock.nanos());
  }

  private void limited(String key, Happening happening, long weight) {
    repeats.offer(key, happening, weight, clock.nanos()).ifPresent(this::say);
  }

  /** Says a change of state, after which what it ended may be said again at once. */
  private void change(String keys, Happening happening) {
    forget(keys);
    say(new Repeats.Said<>(happening, 0));
  }

  private void forget(String keys) {
    repeats.forget(key -> key.startsWith(keys));
  }

  private void say(Repeats.Said<Happening> said) {
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

  private void write(Happening happening, long heldBack) {
    Sentence sentence = Sentences.of(happening);
    if (heldBack > 0) {
      String words = " (And " + Plain.number(heldBack) + " more" + unit(happening) + ".)";
      sentence = sentence.with(words, field("more", heldBack));
    }
    say(sentence);
  }

  private static String unit(Happening happening) {
    boolean counted =
        happening instanceof Happening.RecordsLost || happening instanceof Happening.JournalDropped;
    return counted ? " records since last said" : " like it since last said";
  }

  private void say(Sentence sentence) {
    LoggingEventBuilder line = logger.atLevel(sentence.level()).setMessage(sentence.text());
    line = line.addKeyValue(JsonLines.EVENT, sentence.event());
    for (Sentence.Field field : sentence.fields()) {
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
