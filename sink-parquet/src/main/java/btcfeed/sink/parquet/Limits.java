package btcfeed.sink.parquet;

import java.time.Duration;

/**
 * When the open files are completed: at the first of these limits.
 *
 * @param time since the first record
 * @param rows in all files together
 */
record Limits(Duration time, long rows) {}
