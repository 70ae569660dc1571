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
 * What logging does before {@link Logging#start}: errors go to the error output, a line each, and
 * nothing else is said. Without it Logback would print every library's debug lines.
 */
public final class QuietUntilStarted extends ContextAwareBase implements Configurator {
  /** Says of a connection what whoever wanted it is told, too. */
  static final String SAID_ANYWAY = "org.redisson.client.handler.ErrorsLoggingHandler";

  /** Called by Logback, which finds this class as a service. */
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
    loggerContext.getLogger(SAID_ANYWAY).setLevel(Level.OFF);
    Logger root = loggerContext.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.ERROR);
    root.addAppender(console);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
