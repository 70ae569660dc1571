package btcfeed.sink.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds the cursor of a sink: the last committed record with its name. One thread. */
final class CursorReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  // The cursor is nearly always among the last few records. Each step back is larger than the one
  // before, so that any number of records is read within a bounded number of steps.
  private static final long FIRST_STEP = 256;
  private static final long NEXT_STEP = 16;

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition topic;
  private final String sink;

  CursorReader(Consumer<byte[], byte[]> consumer, TopicPartition topic, String sink) {
    this.consumer = consumer;
    this.topic = topic;
    this.sink = sink;
  }

  /** The cursor before the first open transaction; none if the topic does not exist. */
  StoredCursor read() {
    if (consumer.partitionsFor(topic.topic()).isEmpty()) {
      return StoredCursor.NONE;
    }
    return readBefore(consumer.endOffsets(Set.of(topic)).getOrDefault(topic, 0L));
  }

  /**
   * The cursor before this offset. It waits until all transactions before it have ended, because
   * the cursor can be behind an open transaction of another sink.
   */
  StoredCursor readBefore(long end) {
    consumer.assign(List.of(topic));
    long start = consumer.beginningOffsets(Set.of(topic)).getOrDefault(topic, 0L);
    for (long step = FIRST_STEP; ; step *= NEXT_STEP) {
      long from = Math.max(start, end - step);
      Optional<ConsumerRecord<byte[], byte[]>> last = last(from, end);
      if (last.isPresent()) {
        return StoredCursor.parse(last.get())
            .orElseThrow(
                () ->
                    new UnusableTopic(
                        "topic %s has no cursor at offset %d, but what another program wrote; see"
                                .formatted(topic.topic(), last.get().offset())
                            + " docs/sink-kafka.md"));
      }
      if (from == start) {
        return StoredCursor.NONE;
      }
    }
  }

  private Optional<ConsumerRecord<byte[], byte[]>> last(long from, long end) {
    Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
    consumer.seek(topic, from);
    while (consumer.position(topic) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(topic)) {
        if (StoredCursor.isOf(sink, record)) {
          last = Optional.of(record);
        }
      }
    }
    return last;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
