package btcfeed.sink.kafka;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin.SinkOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of Kafka's library, with bounds for every wait. */
final class KafkaClients {
  /** How long a client tries; a call of the sink ends soon after. */
  static final Duration TRY = Duration.ofMillis(6_500);

  private static final Duration REQUEST = Duration.ofSeconds(4);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration RECONNECT_PAUSE_MOST = Duration.ofMillis(500);

  // Kafka ends a transaction whose writer is silent for so long. Until then readers with
  // read_committed wait. Longer than any call of the sink.
  private static final Duration TRANSACTION = Duration.ofSeconds(10);

  private static final int PRODUCER_BATCH_BYTES = 128 * 1_024;
  private static final long PRODUCER_BUFFER_BYTES = 32L * 1_024 * 1_024;

  private final List<String> servers;
  private final String name;
  private final Map<String, Object> common;

  KafkaClients(List<String> servers, SinkOrder order) {
    this.servers = servers;
    name = order.name();
    common = common(servers, order);
  }

  /** The first broker of the configuration, and how many more there are, for people. */
  String place() {
    return servers.getFirst()
        + (servers.size() > 1 ? " and " + (servers.size() - 1) + " more" : "");
  }

  Admin admin() {
    return Admin.create(common);
  }

  /** A reader that sees what is committed. */
  Consumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(common);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // The broker would create the topic with a limited retention.
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A writer with transactions, which end those of every other one with this prefix and name. */
  Producer<byte[], byte[]> producer(String prefix) {
    return new KafkaProducer<>(
        producerConfig(prefix), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Map<String, Object> producerConfig(String prefix) {
    Map<String, Object> config = new HashMap<>(common);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix + "." + name);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, ms(TRANSACTION));
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRY.toMillis());
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ms(TRY));
    // A commit sends at once what is still there, so waiting only costs time.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, PRODUCER_BATCH_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BUFFER_BYTES);
    // Every client library reads LZ4 without native code of ours, and it costs the least time.
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return config;
  }

  private static Map<String, Object> common(List<String> servers, SinkOrder order) {
    PluginValues values = order.values();
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "btc-feed-" + order.name());
    config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ms(REQUEST));
    config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ms(TRY));
    config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT.toMillis());
    config.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, CONNECT.toMillis());
    config.put(
        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_PAUSE_MOST.toMillis());
    // No reports to JMX or to the broker: the service has metrics of its own.
    config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    String protocol = values.get(KafkaSettings.SECURITY_PROTOCOL);
    config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
    if (protocol.startsWith("SASL")) {
      String mechanism = values.get(KafkaSettings.SASL_MECHANISM);
      config.put(SaslConfigs.SASL_MECHANISM, mechanism);
      config.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          login(
              mechanism,
              values.get(KafkaSettings.USERNAME),
              values.find(KafkaSettings.PASSWORD).orElse("")));
    }
    String authorities = values.get(KafkaSettings.CA_FILE);
    if (!authorities.isEmpty()) {
      config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, authorities);
    }
    return Map.copyOf(config);
  }

  private static String login(String mechanism, String user, String password) {
    String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
        .formatted(module, escaped(user), escaped(password));
  }

  /** As a string of a JAAS file. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static int ms(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
