package btcfeed.http.stream;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.sequence.Gap;
import btcfeed.http.answer.ViewJson;
import btcfeed.http.api.RecordsView;
import btcfeed.http.api.ReferenceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A run of the journal as events: each made into JSON once, and written down once in each {@link
 * StreamFormat} that somebody reads. What it holds never changes. Any thread.
 */
final class StreamChunk {
  private final JournalId first;
  private final JournalId last;
  private final List<Event> events;
  private final Map<StreamFormat, Written> written = new EnumMap<>(StreamFormat.class);

  private record Event(JournalId id, StreamTopic topic, String json) {}

  /** All events in one format, and where each of them ends. */
  private static final class Written {
    private final byte[] bytes;
    private final int[] ends;

    Written(List<Event> events, StreamFormat format) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      this.ends = new int[events.size()];
      for (int i = 0; i < ends.length; i++) {
        Event event = events.get(i);
        all.writeBytes(format.event(event.id(), event.topic().kind().text(), event.json()));
        ends[i] = all.size();
      }
      this.bytes = all.toByteArray();
    }

    void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }

    void writeTo(OutputStream out, int event) throws IOException {
      int from = event == 0 ? 0 : ends[event - 1];
      out.write(bytes, from, ends[event] - from);
    }
  }

  /** An event of a record, if the record is told at all. */
  private record Told(StreamTopic topic, Object view) {}

  private StreamChunk(JournalId first, JournalId last, List<Event> events) {
    this.first = first;
    this.last = last;
    this.events = events;
  }

  /** Encodes those records that are wanted, and remembers how far the others reach. */
  static StreamChunk of(Batch batch, Predicate<StreamTopic> wanted) {
    List<Event> events = new ArrayList<>();
    for (Entry entry : batch.entries()) {
      told(entry)
          .filter(told -> wanted.test(told.topic()))
          .ifPresent(
              told -> events.add(new Event(entry.id(), told.topic(), ViewJson.write(told.view()))));
    }
    return new StreamChunk(batch.first(), batch.last(), List.copyOf(events));
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

  /** The first record it was made of, told or not. */
  JournalId first() {
    return first;
  }

  /** The last record it was made of, told or not. */
  JournalId last() {
    return last;
  }

  int events() {
    return events.size();
  }

  /** Writes what is wanted of it behind {@code after}; how many events that was. */
  int writeTo(OutputStream out, StreamFormat format, JournalId after, StreamQuery query)
      throws IOException {
    Written all = written(format);
    if (query.wantsAll() && first.isAfter(after)) {
      all.writeTo(out);
      return events.size();
    }
    int count = 0;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (event.id().isAfter(after) && query.wants(event.topic())) {
        all.writeTo(out, i);
        count++;
      }
    }
    return count;
  }

  private synchronized Written written(StreamFormat format) {
    return written.computeIfAbsent(format, each -> new Written(events, each));
  }
}
