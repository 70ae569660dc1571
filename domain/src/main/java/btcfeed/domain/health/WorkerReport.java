package btcfeed.domain.health;

/**
 * One of the service's own threads and the work it does over and over.
 *
 * @param name of the thread, such as {@code ingest} or {@code sender-primary}
 * @param alive false if the thread ended although nobody stopped it
 * @param failing true if its last step failed with an unforeseen error; it is called again
 * @param failures steps that failed like that since the start
 */
public record WorkerReport(String name, boolean alive, boolean failing, long failures) {}
