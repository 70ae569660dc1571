package btcfeed.sink.kafka;

import btcfeed.api.PluginSetting;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.port.SinkPort;
import java.util.List;
import java.util.Optional;

/** Makes sinks for {@code kafka://} URLs. */
public final class KafkaSinkPlugin implements SinkPlugin {
  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String description() {
    return "Writes ticks and gaps into topics of Apache Kafka, each record once.";
  }

  @Override
  public List<PluginSetting<?>> settings() {
    return KafkaSettings.ALL;
  }

  @Override
  public String urlForm() {
    return "kafka://host:port[,host:port...]";
  }

  @Override
  public Optional<String> complaint(String url) {
    return KafkaUrl.complaint(url);
  }

  @Override
  public SinkPort open(SinkOrder order) {
    KafkaClients clients = new KafkaClients(KafkaUrl.servers(order.url()), order);
    KafkaTopics topics =
        new KafkaTopics(
            order.values().get(KafkaSettings.TOPIC_PREFIX),
            order.values().get(KafkaSettings.PARTITIONS).intValue());
    return new KafkaSink(order.name(), clients, topics);
  }
}
