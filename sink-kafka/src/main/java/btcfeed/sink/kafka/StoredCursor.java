package btcfeed.sink.kafka;

import btcfeed.domain.sink.SinkCursor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The cursor of a sink, as a record of its topic: the sink's name is the key, {@link
 * SinkCursor#text} the value.
 *
 * @param epoch of the leader that wrote it; a leader with a lower one may not write any more
 */
record StoredCursor(SinkCursor cursor, long epoch) {
  /** Of a sink that no leader has claimed. */
  static final StoredCursor NONE = new StoredCursor(SinkCursor.START, Long.MIN_VALUE);

  ProducerRecord<byte[], byte[]> record(TopicPartition topic, String sink) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic.topic(), topic.partition(), ascii(sink), ascii(cursor.text()));
    record.headers().add(RecordMessages.EPOCH, ascii(Long.toString(epoch)));
    return record;
  }

  static boolean isOf(String sink, ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null && record.value() != null && text(record.key()).equals(sink);
  }

  /** Reads {@link #record}; empty if another program wrote it. */
  static Optional<StoredCursor> parse(ConsumerRecord<byte[], byte[]> record) {
    try {
      Optional<Long> epoch =
          Optional.ofNullable(record.headers().lastHeader(RecordMessages.EPOCH))
              .map(Header::value)
              .map(value -> Long.parseLong(text(value)));
      Optional<SinkCursor> cursor = SinkCursor.parse(text(record.value()));
      return epoch.flatMap(it -> cursor.map(at -> new StoredCursor(at, it)));
    } catch (NumberFormatException notAnEpoch) {
      return Optional.empty();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
