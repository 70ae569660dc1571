package btcfeed.log;

/** The format of log lines. */
public enum LogFormat {
  /** Readable text. */
  TEXT,
  /** One JSON object per line, for log collectors. */
  JSON
}
