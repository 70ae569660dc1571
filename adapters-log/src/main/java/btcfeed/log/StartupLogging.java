package btcfeed.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log before {@link Logging#start}: prints errors only, one line each, to standard error.
 * Without it Logback prints the debug lines of every library.
 */
public final class StartupLogging extends ContextAwareBase implements Configurator {
  /** Logs connection errors that the feed reports itself. */
  static final String REPORTED_BY_FEED = "org.redisson.client.handler.ErrorsLoggingHandler";

  /** Called by Logback, which finds this class through {@code META-INF/services}. */
  @Override
  public ExecutionStatus configure(LoggerContext loggerContext) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(loggerContext);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%nopex%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(loggerContext);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    loggerContext.getLogger(REPORTED_BY_FEED).setLevel(Level.OFF);
    Logger root = loggerContext.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.ERROR);
    root.addAppender(console);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
