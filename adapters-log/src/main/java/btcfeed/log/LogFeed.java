package btcfeed.log;

import btcfeed.domain.port.FeedLog;
import btcfeed.domain.time.Clock;
import btcfeed.log.RepeatFilter.Released;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs the events of the feed. Repeats of one event are logged once per minute, with the number of
 * suppressed ones. A change of state is logged at once, but at most {@link #CHANGES} per minute and
 * subject; the latest suppressed change follows at the end of the minute.
 *
 * <p>A store that goes down again for the same reason, without coming up in between, is a repeat.
 * {@link LogRule} has the rules.
 *
 * <p>Any thread. Never blocks and never throws if {@link Logging} set up the log. Call {@link
 * #logSuppressed} every few seconds and at the end.
 */
public final class LogFeed implements FeedLog {
  /** How often repeats of one event are logged. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** How many changes of state of one subject are logged in a {@link #WINDOW}. */
  public static final int CHANGES = 6;

  /** How often the progress of catching up is logged. */
  public static final Duration PROGRESS_WINDOW = Duration.ofSeconds(5);

  private final Clock clock;
  private final Logger logger;
  private final RepeatFilter<FeedEvent> repeats = new RepeatFilter<>(WINDOW);
  private final RepeatFilter<Released<FeedEvent>> changes = new RepeatFilter<>(WINDOW, CHANGES);
  private final RepeatFilter<FeedEvent> progress = new RepeatFilter<>(PROGRESS_WINDOW);

  public LogFeed(Clock clock) {
    this(clock, LoggerFactory.getLogger("btcfeed.feed"));
  }

  LogFeed(Clock clock, Logger logger) {
    this.clock = clock;
    this.logger = logger;
  }

  @Override
  public void report(FeedEvent event) {
    if (event instanceof FeedEvent.CatchingUp catchingUp) {
      progress
          .offer(catchingUp.store().text(), event, 0, clock.nanos())
          .ifPresent(released -> log(LogMessages.of(released.event())));
      return;
    }
    if (event instanceof FeedEvent.CaughtUp caughtUp) {
      progress.forget(key -> key.equals(caughtUp.store().text()));
    }
    LogRule rule = LogRule.of(event);
    rule.ends().forEach(prefix -> repeats.forget(key -> key.startsWith(prefix)));
    if (rule.repeatKey().isEmpty()) {
      release(new Released<>(event, 0));
    } else {
      repeats.offer(rule.repeatKey(), event, rule.weight(), clock.nanos()).ifPresent(this::release);
    }
  }

  /** Logs suppressed events whose window has ended. */
  public void logSuppressed() {
    repeats.due(clock.nanos()).forEach(this::release);
    changes.due(clock.nanos()).forEach(this::write);
    // Progress is outdated by now: only its windows are cleared.
    progress.due(clock.nanos());
  }

  private void release(Released<FeedEvent> released) {
    String subject = LogRule.of(released.event()).subject();
    if (subject.isEmpty()) {
      write(new Released<>(released, 0));
    } else {
      changes
          .offer(subject, released, 1 + released.suppressed(), clock.nanos())
          .ifPresent(this::write);
    }
  }

  private void write(Released<Released<FeedEvent>> change) {
    FeedEvent event = change.event().event();
    long suppressed = change.event().suppressed() + change.suppressed();
    LogMessage message = LogMessages.of(event);
    if (suppressed > 0) {
      String more = " (%s more%s.)".formatted(LogText.number(suppressed), unit(event));
      message = message.with(more, new LogMessage.Field("more", suppressed));
    }
    log(message);
  }

  private static String unit(FeedEvent event) {
    boolean records =
        event instanceof FeedEvent.RecordsLost || event instanceof FeedEvent.JournalDropped;
    return records ? " records since the last message" : " since the last message";
  }

  private void log(LogMessage message) {
    LoggingEventBuilder line = logger.atLevel(message.level()).setMessage(message.text());
    line = line.addKeyValue(LogLine.EVENT, message.event());
    for (LogMessage.Field field : message.fields()) {
      line = line.addKeyValue(field.name(), field.value());
    }
    line.log();
  }
}
