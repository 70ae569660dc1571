package btcfeed.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * The log before {@link Logging#start}: prints errors only, one line each, to standard error.
 * Without it Logback prints the debug lines of every library.
 */
public final class StartupLogging extends ContextAwareBase implements Configurator {
  /** These log connection errors, some several times a second; the feed reports them itself. */
  static final List<String> REPORTED_BY_FEED =
      List.of("org.redisson.client.handler.ErrorsLoggingHandler", "org.apache.kafka");

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
    REPORTED_BY_FEED.forEach(name -> loggerContext.getLogger(name).setLevel(Level.OFF));
    Logger root = loggerContext.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.ERROR);
    root.addAppender(console);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
