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
import btcfeed.http.api.RecordsView;
import btcfeed.http.api.ReferenceView;
import btcfeed.http.response.ViewJson;
import btcfeed.http.stream.StreamQuery.Topic;
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
 * A run of journal records as events. Each event becomes JSON once, and bytes once in each {@link
 * StreamFormat} in use. Its content never changes. Any thread.
 */
final class StreamChunk {
  private final JournalId first;
  private final JournalId last;
  private final List<Event> events;
  private final Map<StreamFormat, Encoded> encoded = new EnumMap<>(StreamFormat.class);

  private record Event(JournalId id, Topic topic, String json) {}

  /** The content of an event before it becomes JSON. */
  private record Content(Topic topic, Object view) {}

  /**
   * All events in one format.
   *
   * @param ends the end of each event in {@code bytes}
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Encoded(byte[] bytes, int[] ends) {
    static Encoded of(List<Event> events, StreamFormat format) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int[] ends = new int[events.size()];
      for (int i = 0; i < ends.length; i++) {
        Event event = events.get(i);
        all.writeBytes(format.event(event.id(), event.topic().kind().text(), event.json()));
        ends[i] = all.size();
      }
      return new Encoded(all.toByteArray(), ends);
    }

    void writeTo(OutputStream out, int event) throws IOException {
      int from = event == 0 ? 0 : ends[event - 1];
      out.write(bytes, from, ends[event] - from);
    }
  }

  private StreamChunk(JournalId first, JournalId last, List<Event> events) {
    this.first = first;
    this.last = last;
    this.events = events;
  }

  /** Encodes the wanted records of a batch; {@link #first} and {@link #last} cover all of it. */
  static StreamChunk of(Batch batch, Predicate<Topic> wanted) {
    List<Event> events = new ArrayList<>();
    for (Entry entry : batch.entries()) {
      content(entry)
          .filter(content -> wanted.test(content.topic()))
          .ifPresent(
              content ->
                  events.add(
                      new Event(entry.id(), content.topic(), ViewJson.write(content.view()))));
    }
    return new StreamChunk(batch.first(), batch.last(), List.copyOf(events));
  }

  private static Optional<Content> content(Entry entry) {
    return switch (entry.event()) {
      case JournalEvent.Ticked(PriceTick tick) ->
          Optional.of(
              new Content(
                  Topic.of(StreamQuery.Kind.TICK, tick.trade().market()),
                  RecordsView.tick(entry.id(), tick)));
      case JournalEvent.GapChanged(Market market, Gap gap) ->
          Optional.of(
              new Content(
                  Topic.of(StreamQuery.Kind.GAP, market),
                  RecordsView.gap(entry.id(), market, gap)));
      case JournalEvent.Mutated(Mutation mutation) ->
          ReferenceView.of(mutation)
              .map(
                  view ->
                      new Content(
                          new Topic(
                              StreamQuery.Kind.INDEX,
                              Symbol.parse(view.symbol()),
                              Optional.empty()),
                          view));
      case JournalEvent.Checkpointed _ -> Optional.empty();
    };
  }

  /** The first record of the run, even if it is not an event. */
  JournalId first() {
    return first;
  }

  /** The last record of the run, even if it is not an event. */
  JournalId last() {
    return last;
  }

  int events() {
    return events.size();
  }

  /** Writes the wanted events after {@code after}; returns their number. */
  int writeTo(OutputStream out, StreamFormat format, JournalId after, StreamQuery query)
      throws IOException {
    Encoded all = encoded(format);
    if (query.wantsAll() && first.isAfter(after)) {
      out.write(all.bytes());
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

  private synchronized Encoded encoded(StreamFormat format) {
    return encoded.computeIfAbsent(format, each -> Encoded.of(events, each));
  }
}
