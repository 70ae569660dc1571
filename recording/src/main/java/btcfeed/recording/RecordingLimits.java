package btcfeed.recording;

/**
 * How much a recorder may take.
 *
 * @param maxFileBytes when a file has so many, packed, the next one is begun
 * @param keep so many files at most; the oldest is deleted for a new one
 * @param waitingBytes payloads that may wait for the disk; what comes beyond is lost, and counted
 */
public record RecordingLimits(long maxFileBytes, int keep, long waitingBytes) {
  /** 256 MiB a file, eight files, 64 MiB waiting. */
  public static final RecordingLimits USUAL = new RecordingLimits(256L << 20, 8, 64L << 20);

  public RecordingLimits {
    if (maxFileBytes < 1 || keep < 1 || waitingBytes < 1) {
      throw new IllegalArgumentException("a recorder needs room: files, and bytes in them");
    }
  }
}
