package btcfeed.log;

import org.slf4j.event.Level;

/** What is logged, and how it looks. */
public record LogOptions(LogFormat format, Level level) {}
