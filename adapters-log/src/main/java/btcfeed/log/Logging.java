package btcfeed.log;

import btcfeed.domain.time.Clock;
import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Collection;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of this process. All logging interfaces (SLF4J, java.util.logging, System.Logger) end in
 * one {@link LinePrinter}.
 *
 * <p>Logging never waits for the output: lines go through a queue of {@link #QUEUE}. If the reader
 * of the output stops, further lines are dropped and the feed continues.
 */
public final class Logging implements AutoCloseable {
  /** The number of lines that can wait for the output. */
  static final int QUEUE = 1024;

  private static final int CLOSE_WITHIN_MS = 1000;

  private final LoggerContext context;

  private Logging(LoggerContext context) {
    this.context = context;
  }

  /**
   * Sets up the log and replaces an earlier setup.
   *
   * @param secrets removed from every line
   * @param out the output
   */
  public static Logging start(
      LogOptions log, Collection<String> secrets, Clock clock, PrintStream out) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.start();
    LinePrinter printer =
        new LinePrinter(clock, lines(log.format()), new Redactor(secrets), out, debugging(log));
    printer.setContext(context);
    printer.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(CLOSE_WITHIN_MS);
    queue.addAppender(printer);
    queue.start();
    bridge(context);
    Level ours = Level.convertAnSLF4JLevel(log.level());
    Level libraries = libraries(log.level());
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(libraries);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(queue);
    context.getLogger(LinePrinter.OURS).setLevel(ours);
    if (!debugging(log)) {
      StartupLogging.REPORTED_BY_FEED.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    }
    return new Logging(context);
  }

  /** Prints the waiting lines within a second and stops. */
  @Override
  public void close() {
    context.stop();
  }

  private static Function<LogLine, String> lines(LogFormat format) {
    ZoneId zone = ZoneId.systemDefault();
    return switch (format) {
      case TEXT -> line -> line.text(zone);
      case JSON -> LogLine::json;
    };
  }

  private static boolean debugging(LogOptions log) {
    return switch (log.level()) {
      case DEBUG, TRACE -> true;
      case INFO, WARN, ERROR -> false;
    };
  }

  private static Level libraries(org.slf4j.event.Level ours) {
    return switch (ours) {
      case ERROR -> Level.ERROR;
      case WARN, INFO -> Level.WARN;
      case DEBUG -> Level.INFO;
      case TRACE -> Level.DEBUG;
    };
  }

  /**
   * Directs java.util.logging here. It filters as early as here, so that unused lines are cheap.
   */
  private static void bridge(LoggerContext context) {
    LevelChangePropagator levels = new LevelChangePropagator();
    levels.setContext(context);
    levels.start();
    context.addListener(levels);
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
  }
}
