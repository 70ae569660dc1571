package btcfeed.sink.parquet;

import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records that are written, but not yet to be found: one open file for each market and day. */
final class OpenRound {
  /** Bounds the memory and the open files; then a round is due early. */
  static final int MAX_FILES = 128;

  private final Path root;
  private final long claim;
  private final long startedNanos;
  private final Map<Partition, OpenFile> files = new HashMap<>();
  private SinkCursor cursor;
  private long rows;

  /**
   * @param cursor of the records before this round
   * @param startedNanos when its first batch came
   */
  OpenRound(Path root, long claim, SinkCursor cursor, long startedNanos) {
    this.root = root;
    this.claim = claim;
    this.cursor = cursor;
    this.startedNanos = startedNanos;
  }

  void add(SinkBatch batch) throws IOException {
    for (SinkRecord row : batch.records()) {
      file(row).append(row, batch.epoch());
    }
    rows += batch.records().size();
    cursor = batch.cursor();
  }

  private OpenFile file(SinkRecord row) throws IOException {
    Partition partition = Partition.of(row);
    Optional<OpenFile> open = Optional.ofNullable(files.get(partition));
    if (open.isPresent()) {
      return open.get();
    }
    OpenFile file = new OpenFile(partition.in(root), partition, row.id(), claim);
    files.put(partition, file);
    return file;
  }

  /** The sink's cursor once this round is complete. */
  SinkCursor cursor() {
    return cursor;
  }

  boolean isDue(long nowNanos, Limits limits) {
    return rows >= limits.rows()
        || files.size() >= MAX_FILES
        || nowNanos - startedNanos >= limits.time().toNanos();
  }

  /** The disk has every record, still hidden. */
  void finish() throws IOException {
    for (OpenFile file : files.values()) {
      file.finish();
    }
  }

  /** Readers find the files. The cursor is saved afterwards, so a crash leads to their removal. */
  void publish() throws IOException {
    Set<Path> changed = new HashSet<>();
    for (Map.Entry<Partition, OpenFile> file : files.entrySet()) {
      file.getValue().publish();
      changed.addAll(file.getKey().foldersIn(root));
    }
    for (Path folder : changed) {
      SinkFolder.force(folder);
    }
  }

  void discard() {
    files.values().forEach(OpenFile::discard);
    files.clear();
  }
}
