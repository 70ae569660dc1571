package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest part of the journal, encoded: what readers who keep up are served from. Immutable; its
 * owner replaces it.
 */
final class StreamWindow {
  /** Most events it holds. */
  static final int MAX_EVENTS = 8_192;

  /** Most chunks it holds, some of which may be without events. */
  static final int MAX_CHUNKS = 1_024;

  /** Serves nobody. */
  static final StreamWindow NONE = new StreamWindow(List.of(), 0);

  private final List<StreamChunk> chunks;
  private final int events;

  private StreamWindow(List<StreamChunk> chunks, int events) {
    this.chunks = chunks;
    this.events = events;
  }

  /** With one more at the end and as many fewer in front as the bounds ask for; never empty. */
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

  /** True if this place is in it, so that it has what comes behind, or will. */
  boolean covers(JournalId place) {
    return !chunks.isEmpty()
        && !chunks.getFirst().first().isAfter(place)
        && !place.isAfter(chunks.getLast().last());
  }

  /** The chunks that reach behind this place, oldest first. */
  List<StreamChunk> behind(JournalId place) {
    int from = chunks.size();
    while (from > 0 && chunks.get(from - 1).last().isAfter(place)) {
      from--;
    }
    return chunks.subList(from, chunks.size());
  }
}
