package btcfeed.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of a recording.
 *
 * @param file the first file; those that follow have a number behind
 * @param atMost how long; until told to stop if empty
 * @param maxFileBytes when the next file is begun
 * @param keep how many files there are at most
 */
public record RecordOptions(Path file, Optional<Duration> atMost, long maxFileBytes, int keep) {}
