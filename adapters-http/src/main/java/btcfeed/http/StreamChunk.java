package btcfeed.http;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.sequence.Gap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
  private record Piece(JournalId id, StreamTopic topic, int end) {}

  /** An event of a record, if the record is told at all. */
  private record Told(StreamTopic topic, Object view) {}

  private StreamChunk(JournalId first, JournalId last, byte[] bytes, List<Piece> pieces) {
    this.first = first;
    this.last = last;
    this.bytes = bytes;
    this.pieces = pieces;
  }

  /** Encodes those records that are wanted, and remembers how far the others reach. */
  static StreamChunk of(Batch batch, Predicate<StreamTopic> wanted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Piece> pieces = new ArrayList<>();
    for (Entry entry : batch.entries()) {
      told(entry)
          .filter(told -> wanted.test(told.topic()))
          .ifPresent(
              told -> {
                bytes.writeBytes(event(entry.id(), told.topic().kind().text(), told.view()));
                pieces.add(new Piece(entry.id(), told.topic(), bytes.size()));
              });
    }
    return new StreamChunk(batch.first(), batch.last(), bytes.toByteArray(), List.copyOf(pieces));
  }

  private static Optional<Told> told(Entry entry) {
    return switch (entry.event()) {
      case JournalEvent.Ticked(PriceTick tick) ->
          Optional.of(
              new Told(
                  StreamTopic.of(StreamKind.TICK, tick.trade().market()),
                  RecordsView.TickView.of(entry.id(), tick)));
      case JournalEvent.GapChanged(Market market, Gap gap) ->
          Optional.of(
              new Told(
                  StreamTopic.of(StreamKind.GAP, market),
                  RecordsView.GapView.of(entry.id(), market, gap)));
      case JournalEvent.Mutated(Mutation mutation) ->
          ReferenceView.of(mutation)
              .map(
                  view ->
                      new Told(
                          new StreamTopic(
                              StreamKind.INDEX, Symbol.parse(view.symbol()), Optional.empty()),
                          view));
      case JournalEvent.Marked _ -> Optional.empty();
    };
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
      if (piece.id().isAfter(after) && query.wants(piece.topic())) {
        out.write(bytes, from, piece.end() - from);
        written++;
      }
      from = piece.end();
    }
    return written;
  }
}
