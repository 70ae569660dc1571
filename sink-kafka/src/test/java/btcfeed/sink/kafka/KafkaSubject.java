package btcfeed.sink.kafka;

import static org.awaitility.Awaitility.await;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin.SinkOrder;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkSubject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;

/** The topics of a sink in a real broker, under a prefix of their own. */
final class KafkaSubject implements SinkSubject {
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private final KafkaBroker broker;
  private final String prefix;

  KafkaSubject(KafkaBroker broker) {
    this.broker = broker;
    prefix = "test" + PREFIXES.incrementAndGet();
  }

  /** The broker that all tests share, because a start takes seconds. */
  static KafkaBroker sharedBroker() {
    return Shared.BROKER;
  }

  private static final class Shared {
    static final KafkaBroker BROKER = warm(KafkaBroker.alone());
  }

  /** The first claim makes Kafka create its topic of transactions. */
  static KafkaBroker warm(KafkaBroker broker) {
    try (SinkPort sink = open(broker.server(), "warm", Map.of())) {
      await().atMost(Duration.ofMinutes(2)).until(() -> sink.claim(1) instanceof Answer.At);
    }
    return broker;
  }

  String prefix() {
    return prefix;
  }

  @Override
  public SinkPort open() {
    return open(broker.server(), prefix, Map.of());
  }

  static SinkPort open(String servers, String prefix, Map<String, String> settings) {
    Map<String, String> values = new HashMap<>(settings);
    values.put("FEED_KAFKA_TOPIC_PREFIX", prefix);
    return new KafkaSinkPlugin()
        .open(new SinkOrder("kafka", "kafka://" + servers, "test", new PluginValues(values)));
  }

  @Override
  public List<SinkRecord> content() {
    return TopicContent.read(broker.server(), prefix);
  }

  @Override
  public boolean removes() {
    return false;
  }

  @Override
  public boolean fences() {
    return true;
  }

  @Override
  public void close() {
    try (Admin admin = broker.admin()) {
      var topics = new KafkaTopics(prefix, 1);
      Set<String> ours = Set.of(topics.ticks(), topics.gaps(), topics.cursor().topic());
      var names = admin.listTopics().names().get();
      admin.deleteTopics(ours.stream().filter(names::contains).toList()).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
