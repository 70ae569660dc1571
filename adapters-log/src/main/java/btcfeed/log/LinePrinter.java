package btcfeed.log;

import btcfeed.domain.time.Clock;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/**
 * Prints log events as lines, without secrets.
 *
 * <p>A library gets one line per minute for each logger and kind of message, with the number of
 * suppressed ones. Some libraries repeat a warning every second while a server is away. The feed's
 * own lines are not limited here, because {@link LogFeed} limits them.
 */
final class LinePrinter extends AppenderBase<ILoggingEvent> {
  /** How often a library may log the same message. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** The prefix of the feed's own loggers. */
  static final String OURS = "btcfeed";

  private static final int LONGEST_MESSAGE = 500;
  private static final int LONGEST_KEY = 120;
  private static final int LONGEST_TRACE = 8000;
  private static final Pattern CHANGING = Pattern.compile("[0-9]+|0x[0-9a-fA-F]+|@[0-9a-fA-F]+");

  private final Clock clock;
  private final Function<LogLine, String> lines;
  private final Redactor redactor;
  private final PrintStream out;
  private final boolean debugging;
  private final RepeatFilter<ILoggingEvent> repeats = new RepeatFilter<>(WINDOW);

  /**
   * Creates a printer.
   *
   * @param lines formats a line, with its line feed
   * @param debugging whether every stack trace is printed
   */
  LinePrinter(
      Clock clock,
      Function<LogLine, String> lines,
      Redactor redactor,
      PrintStream out,
      boolean debugging) {
    this.clock = clock;
    this.lines = lines;
    this.redactor = redactor;
    this.out = out;
    this.debugging = debugging;
  }

  @Override
  protected void append(ILoggingEvent event) {
    long now = clock.nanos();
    repeats.due(now).forEach(this::print);
    if (isOurs(event)) {
      print(event, "");
    } else {
      repeats.offer(kindOf(event), event, 1, now).ifPresent(this::print);
    }
  }

  private void print(RepeatFilter.Released<ILoggingEvent> released) {
    long more = released.suppressed();
    print(released.event(), more == 0 ? "" : " (and " + LogText.number(more) + " more like it)");
  }

  private static boolean isOurs(ILoggingEvent event) {
    return event.getLoggerName().startsWith(OURS);
  }

  private void print(ILoggingEvent event, String addition) {
    boolean ours = isOurs(event);
    Optional<IThrowableProxy> thrown = Optional.ofNullable(event.getThrowableProxy());
    boolean traced = debugging || (ours && event.getLevel().levelInt >= Level.ERROR.toInt());
    String message = redactor.redact(String.valueOf(event.getFormattedMessage()));
    String shown = ours ? oneLine(message) : LogText.text(message, LONGEST_MESSAGE);
    LogLine line =
        new LogLine(
            event.getInstant(),
            level(event),
            ours ? Optional.empty() : Optional.of(shortName(event.getLoggerName())),
            shown + addition,
            fields(event),
            thrown.filter(_ -> !traced).map(this::cause),
            thrown.filter(_ -> traced).map(this::stackTrace));
    out.print(lines.apply(line));
    out.flush();
  }

  private List<LogMessage.Field> fields(ILoggingEvent event) {
    return Optional.ofNullable(event.getKeyValuePairs()).stream()
        .flatMap(List::stream)
        .map(
            pair ->
                new LogMessage.Field(
                    pair.key,
                    pair.value instanceof String text ? redactor.redact(text) : pair.value))
        .toList();
  }

  private String cause(IThrowableProxy thrown) {
    IThrowableProxy root =
        Stream.iterate(
                Optional.of(thrown),
                Optional::isPresent,
                next -> next.map(IThrowableProxy::getCause))
            .limit(20)
            .flatMap(Optional::stream)
            .reduce(thrown, (_, deeper) -> deeper);
    String text = shortName(root.getClassName()) + ": " + root.getMessage();
    return LogText.text(redactor.redact(text), LONGEST_MESSAGE);
  }

  private String stackTrace(IThrowableProxy thrown) {
    String trace = ThrowableProxyUtil.asString(thrown);
    return redactor.redact(trace.substring(0, Math.min(trace.length(), LONGEST_TRACE)));
  }

  /**
   * Joins the lines of a message. The feed's own messages have none, but an error must not add any.
   */
  private static String oneLine(String message) {
    return Stream.of(message.split("\\R", -1))
        .map(String::strip)
        .reduce((a, b) -> a + " | " + b)
        .orElse("");
  }

  private static Level level(ILoggingEvent event) {
    return Level.intToLevel(event.getLevel().levelInt / 10_000 * 10);
  }

  /** {@code Loop} for {@code io.netty.channel.Loop}. */
  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static String kindOf(ILoggingEvent event) {
    String template = String.valueOf(event.getMessage());
    String head = template.substring(0, Math.min(template.length(), LONGEST_KEY));
    return event.getLoggerName()
        + ' '
        + event.getLevel()
        + ' '
        + CHANGING.matcher(head).replaceAll("#");
  }
}
