package btcfeed.http;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.sequence.Gap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A run of the journal as the events of {@code text/event-stream}, encoded once for everybody who
 * reads it. Immutable.
 */
final class StreamChunk {
  private final JournalId first;
  private final JournalId last;
  private final byte[] bytes;
  private final List<Piece> pieces;

  /** One event: what it is about and where it ends in the bytes. */
  private record Piece(JournalId id, StreamKind kind, Market market, int end) {}

  private StreamChunk(JournalId first, JournalId last, byte[] bytes, List<Piece> pieces) {
    this.first = first;
    this.last = last;
    this.bytes = bytes;
    this.pieces = pieces;
  }

  /** Encodes those records that are wanted, and remembers how far the others reach. */
  static StreamChunk of(Batch batch, BiPredicate<StreamKind, Market> wanted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Piece> pieces = new ArrayList<>();
    for (Entry entry : batch.entries()) {
      switch (entry.event()) {
        case JournalEvent.Ticked(PriceTick tick) -> {
          Market market = tick.trade().market();
          if (wanted.test(StreamKind.TICK, market)) {
            Object view = RecordsView.TickView.of(entry.id(), tick);
            bytes.writeBytes(event(entry.id(), StreamKind.TICK.text(), view));
            pieces.add(new Piece(entry.id(), StreamKind.TICK, market, bytes.size()));
          }
        }
        case JournalEvent.GapChanged(Market market, Gap gap) -> {
          if (wanted.test(StreamKind.GAP, market)) {
            Object view = RecordsView.GapView.of(entry.id(), market, gap);
            bytes.writeBytes(event(entry.id(), StreamKind.GAP.text(), view));
            pieces.add(new Piece(entry.id(), StreamKind.GAP, market, bytes.size()));
          }
        }
        case JournalEvent.Marked _, JournalEvent.Mutated _ -> {}
      }
    }
    return new StreamChunk(batch.first(), batch.last(), bytes.toByteArray(), List.copyOf(pieces));
  }

  /** An event with the place it stands for. */
  static byte[] event(JournalId id, String name, Object view) {
    return ("id: " + id + "\nevent: " + name + "\ndata: " + Json.write(view) + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The first record it was made of, told or not. */
  JournalId first() {
    return first;
  }

  /** The last record it was made of, told or not. */
  JournalId last() {
    return last;
  }

  int events() {
    return pieces.size();
  }

  /** Writes what is wanted of it behind {@code after}; how many events that was. */
  int writeTo(OutputStream out, JournalId after, StreamQuery query) throws IOException {
    if (query.wantsAll() && first.isAfter(after)) {
      out.write(bytes);
      return pieces.size();
    }
    int written = 0;
    int from = 0;
    for (Piece piece : pieces) {
      if (piece.id().isAfter(after) && query.wants(piece.kind(), piece.market())) {
        out.write(bytes, from, piece.end() - from);
        written++;
      }
      from = piece.end();
    }
    return written;
  }
}
