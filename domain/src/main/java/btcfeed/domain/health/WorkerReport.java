package btcfeed.domain.health;

/**
 * One thread of the service.
 *
 * @param name such as {@code ingest} or {@code sender-primary}
 * @param alive false if the thread ended unexpectedly
 * @param failing true if its last step failed with an unforeseen error; the step is repeated
 * @param failures such failures since the start
 */
public record WorkerReport(String name, boolean alive, boolean failing, long failures) {}
