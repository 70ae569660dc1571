package btcfeed.sink.kafka;

import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/**
 * The clients of one connection to Kafka. After a failure it is closed and replaced, because a
 * producer does not continue after most failures. One thread.
 */
final class KafkaSession implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofMillis(400);

  private final String sink;
  private final KafkaClients clients;
  private final KafkaTopics topics;
  private final RecordMessages messages;
  private Optional<CursorReader> reader = Optional.empty();
  private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
  private StoredCursor stored = StoredCursor.NONE;

  KafkaSession(String sink, KafkaClients clients, KafkaTopics topics) {
    this.sink = sink;
    this.clients = clients;
    this.topics = topics;
    messages = new RecordMessages(topics);
  }

  Answer position() {
    return new Answer.At(reader().read().cursor());
  }

  /**
   * Takes the sink. {@code initTransactions} ends the open transaction of the writer before and
   * refuses its later ones. A commit under the new epoch then refuses every leader before it.
   */
  Answer claim(long epoch) throws ExecutionException, InterruptedException {
    Admin admin = clients.admin();
    try {
      Optional<String> complaint = topics.prepare(admin);
      if (complaint.isPresent()) {
        return new Answer.Failed(complaint.get());
      }
      // Before the other writer is disturbed.
      StoredCursor before = reader().read();
      if (before.epoch() > epoch) {
        return fenced(before);
      }
      closeProducer();
      Producer<byte[], byte[]> next = clients.producer(topics.prefix());
      producer = Optional.of(next);
      next.initTransactions();
      StoredCursor now = reader().readBefore(topics.end(admin));
      return now.epoch() > epoch
          ? fenced(now)
          : commit(next, epoch, List.of(), new StoredCursor(now.cursor(), epoch));
    } finally {
      admin.close(CLOSE);
    }
  }

  private static Answer fenced(StoredCursor stored) {
    return new Answer.Fenced(
        "a leader with the higher epoch %d has claimed this sink in Kafka"
            .formatted(stored.epoch()));
  }

  Answer write(SinkBatch batch) {
    return ifClaimed(
        writer ->
            commit(
                writer,
                batch.epoch(),
                batch.records(),
                new StoredCursor(batch.cursor(), stored.epoch())));
  }

  Answer rewind(SinkCursor to) {
    return ifClaimed(
        writer -> commit(writer, stored.epoch(), List.of(), new StoredCursor(to, stored.epoch())));
  }

  Answer flush() {
    return ifClaimed(_ -> new Answer.At(stored.cursor()));
  }

  private Answer ifClaimed(Step step) {
    return producer
        .map(step::with)
        .orElseGet(() -> new Answer.Failed("the sink is not claimed; claim it first"));
  }

  private interface Step {
    Answer with(Producer<byte[], byte[]> writer);
  }

  /** The records and the cursor in one transaction. */
  private Answer commit(
      Producer<byte[], byte[]> writer, long epoch, List<SinkRecord> records, StoredCursor next) {
    writer.beginTransaction();
    for (SinkRecord record : records) {
      // The commit reports what failed.
      var _ = writer.send(messages.message(record, epoch));
    }
    var _ = writer.send(next.record(topics.cursor(), sink));
    writer.commitTransaction();
    stored = next;
    return new Answer.At(next.cursor());
  }

  private CursorReader reader() {
    CursorReader found =
        reader.orElseGet(() -> new CursorReader(clients.consumer(), topics.cursor(), sink));
    reader = Optional.of(found);
    return found;
  }

  private void closeProducer() {
    producer.ifPresent(it -> it.close(CLOSE));
    producer = Optional.empty();
  }

  @Override
  public void close() {
    try {
      closeProducer();
    } finally {
      reader.ifPresent(CursorReader::close);
      reader = Optional.empty();
    }
  }
}
