package btcfeed.sink.kafka;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.ticks;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.tools.ProducerPerformance;

/**
 * How many ticks a second the sink writes, beside {@code kafka-producer-perf-test} with the same
 * values, the same compression and the same broker, twice in turn. Not a test: a program.
 */
final class SinkBench {
  private static final int TICKS = 1_000_000;
  private static final int ROUNDS = 2;

  private SinkBench() {}

  public static void main(String[] args) throws Exception {
    Path payloads = Files.createTempFile("ticks", ".json");
    try (KafkaBroker broker = KafkaSubject.warm(KafkaBroker.alone("-Xmx1g"))) {
      List<String> values = new ArrayList<>();
      RecordJson json = new RecordJson();
      for (SinkRecord tick : ticks(1, 10_000)) {
        values.add(new String(json.bytes(tick, 1), StandardCharsets.US_ASCII));
      }
      Files.write(payloads, values);
      for (int round = 1; round <= ROUNDS; round++) {
        double sink = sink(broker, "bench" + round);
        double tool = tool(broker, "tool" + round, payloads);
        System.out.printf(
            Locale.ROOT,
            "round %d: sink %,.0f ticks/s, kafka-producer-perf-test %,.0f records/s, ratio %.2f%n",
            round,
            sink,
            tool,
            sink / tool);
      }
    } finally {
      Files.delete(payloads);
    }
    System.exit(0);
  }

  private static double sink(KafkaBroker broker, String prefix) {
    try (SinkPort sink = KafkaSubject.open(broker.server(), prefix, Map.of())) {
      require(sink.claim(1));
      int size = sink.pace().records();
      long start = System.nanoTime();
      for (int from = 1; from <= TICKS; from += size) {
        require(sink.write(batch(1, ticks(from, Math.min(TICKS, from + size - 1)))));
      }
      return TICKS / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void require(Answer answer) {
    if (!(answer instanceof Answer.At)) {
      throw new IllegalStateException(answer.toString());
    }
  }

  private static double tool(KafkaBroker broker, String topic, Path payloads) throws Exception {
    try (Admin admin = broker.admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 6, (short) 1))).all().get();
    }
    long start = System.nanoTime();
    ProducerPerformance.main(
        new String[] {
          "--topic",
          topic,
          "--num-records",
          Integer.toString(TICKS),
          "--throughput",
          "-1",
          "--payload-file",
          payloads.toString(),
          "--transactional-id",
          "perf-" + topic,
          "--transaction-duration-ms",
          "100",
          "--producer-props",
          "bootstrap.servers=" + broker.server(),
          "acks=all",
          "compression.type=lz4",
          "batch.size=131072"
        });
    return TICKS / ((System.nanoTime() - start) / 1e9);
  }
}
