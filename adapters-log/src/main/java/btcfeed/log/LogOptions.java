package btcfeed.log;

import org.slf4j.event.Level;

/** The options of the log. */
public record LogOptions(LogFormat format, Level level) {}
