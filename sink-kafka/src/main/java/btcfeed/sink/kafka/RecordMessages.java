package btcfeed.sink.kafka;

import btcfeed.domain.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Ticks and gaps as records of their topics. One thread. */
final class RecordMessages {
  /** Header: the id in the journal and in Redis. */
  static final String ID = "id";

  /** Header: the epoch of the leader that wrote it. */
  static final String EPOCH = "epoch";

  private final KafkaTopics topics;
  private final RecordJson json = new RecordJson();

  RecordMessages(KafkaTopics topics) {
    this.topics = topics;
  }

  /** The key is the market, so that all its records are in one partition, in their order. */
  ProducerRecord<byte[], byte[]> message(SinkRecord record, long epoch) {
    String topic =
        switch (record) {
          case SinkRecord.Tick _ -> topics.ticks();
          case SinkRecord.GapChange _ -> topics.gaps();
        };
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, ascii(record.market().toString()), json.bytes(record, epoch));
    message.headers().add(ID, ascii(record.id().toString()));
    message.headers().add(EPOCH, ascii(Long.toString(epoch)));
    return message;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
