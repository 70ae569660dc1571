package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest part of the journal, encoded. Readers that keep up are served from it. Immutable; the
 * broadcaster replaces it.
 */
final class StreamWindow {
  /** Maximum number of events. */
  static final int MAX_EVENTS = 8_192;

  /** Maximum number of chunks, some of which may have no events. */
  static final int MAX_CHUNKS = 1_024;

  static final StreamWindow EMPTY = new StreamWindow(List.of(), 0);

  private final List<StreamChunk> chunks;
  private final int events;

  private StreamWindow(List<StreamChunk> chunks, int events) {
    this.chunks = chunks;
    this.events = events;
  }

  /** A copy with this chunk at the end, without the oldest chunks beyond the bounds. */
  StreamWindow plus(StreamChunk chunk) {
    List<StreamChunk> more = new ArrayList<>(chunks);
    more.add(chunk);
    int count = events + chunk.events();
    int drop = 0;
    while (drop < more.size() - 1 && (count > MAX_EVENTS || more.size() - drop > MAX_CHUNKS)) {
      count -= more.get(drop).events();
      drop++;
    }
    return new StreamWindow(List.copyOf(more.subList(drop, more.size())), count);
  }

  /** True if it contains this position and therefore has, or will have, what follows. */
  boolean covers(JournalId position) {
    return !chunks.isEmpty()
        && !chunks.getFirst().first().isAfter(position)
        && !position.isAfter(chunks.getLast().last());
  }

  /** The chunks with records after this position, oldest first. */
  List<StreamChunk> after(JournalId position) {
    int from = chunks.size();
    while (from > 0 && chunks.get(from - 1).last().isAfter(position)) {
      from--;
    }
    return chunks.subList(from, chunks.size());
  }
}
