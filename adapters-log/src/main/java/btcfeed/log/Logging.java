package btcfeed.log;

import btcfeed.domain.time.Clock;
import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Collection;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of this process, set up in code: everything that logs, by whichever interface (SLF4J,
 * java.util.logging, System.Logger), ends in one {@link LinePrinter}.
 *
 * <p>Nobody who logs ever waits for the output: lines go through a queue of {@link #QUEUE}, and if
 * whoever reads the output stops reading, further lines are dropped rather than the feed stopped.
 */
public final class Logging implements AutoCloseable {
  /** Lines that may wait for the output. */
  static final int QUEUE = 1024;

  private static final int CLOSE_WITHIN_MS = 1000;

  private final LoggerContext context;

  private Logging(LoggerContext context) {
    this.context = context;
  }

  /**
   * Sets it up, replacing whatever was set up before.
   *
   * @param secrets kept out of every line
   * @param out where lines go
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
    Level ours = Level.convertAnSLF4JLevel(log.level());
    Level libraries = libraries(log.level());
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(libraries);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(queue);
    context.getLogger(LinePrinter.OURS).setLevel(ours);
    if (!debugging(log)) {
      context.getLogger(QuietUntilStarted.SAID_ANYWAY).setLevel(Level.OFF);
    }
    bridge(libraries);
    return new Logging(context);
  }

  /** Prints what still waits, within a second, and stops. */
  @Override
  public void close() {
    context.stop();
  }

  private static LogLineFormat lines(LogFormat format) {
    return switch (format) {
      case TEXT -> new TextLines(ZoneId.systemDefault());
      case JSON -> new JsonLines();
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

  private static void bridge(Level libraries) {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    java.util.logging.Logger.getLogger("").setLevel(javaLevel(libraries));
  }

  /** What is filtered here already costs nothing further on. */
  private static java.util.logging.Level javaLevel(Level level) {
    return switch (level.levelInt) {
      case Level.ERROR_INT -> java.util.logging.Level.SEVERE;
      case Level.WARN_INT -> java.util.logging.Level.WARNING;
      case Level.INFO_INT -> java.util.logging.Level.INFO;
      default -> java.util.logging.Level.FINE;
    };
  }
}
