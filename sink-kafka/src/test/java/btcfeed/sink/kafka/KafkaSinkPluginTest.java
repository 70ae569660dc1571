package btcfeed.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.api.PluginSetting;
import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin;
import btcfeed.api.SinkPlugin.SinkOrder;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayName("The plugin for Kafka")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KafkaSinkPluginTest {
  private final SinkPlugin plugin = new KafkaSinkPlugin();

  @Test
  void is_found_as_a_service() {
    assertThat(ServiceLoader.load(SinkPlugin.class))
        .extracting(SinkPlugin::name)
        .containsExactly("kafka");
  }

  @Test
  void takes_one_broker_or_several() {
    for (String url :
        List.of(
            "kafka://broker:9092",
            "kafka://127.0.0.1:9092",
            "kafka://[::1]:9092",
            "kafka://a.example.com:9092,b_2:65535,c:1")) {
      assertThat(plugin.complaint(url)).as(url).isEmpty();
    }
  }

  @Test
  void refuses_other_urls_and_repeats_nothing_of_them() {
    for (String url :
        List.of(
            "kafka://",
            "kafka:broker:9092",
            "kafkas://broker:9092",
            "kafka://broker",
            "kafka://broker:0",
            "kafka://broker:65536",
            "kafka://broker:9092,",
            "kafka://broker:9092/topic",
            "kafka://broker:9092?x=1",
            "kafka://user:secret@broker:9092",
            "kafka://" + "b:1,".repeat(32) + "b:1")) {
      assertThat(plugin.complaint(url))
          .as(url)
          .hasValueSatisfying(it -> assertThat(it).doesNotContain("secret"));
    }
  }

  @Test
  void has_settings_under_its_name_with_checked_values() {
    assertThat(plugin.settings())
        .allSatisfy(
            setting -> {
              assertThat(setting.name()).startsWith("FEED_KAFKA_");
              assertThat(setting.help()).hasSizeLessThanOrEqualTo(100);
            })
        .filteredOn(PluginSetting::secret)
        .containsExactly(KafkaSettings.PASSWORD);
    assertThat(KafkaSettings.TOPIC_PREFIX.reader().apply("a topic")).isEmpty();
    assertThat(KafkaSettings.SECURITY_PROTOCOL.reader().apply("TLS")).isEmpty();
    assertThat(KafkaSettings.SASL_MECHANISM.reader().apply("PLAIN")).contains("PLAIN");
  }

  @Test
  void writes_idempotently_and_under_one_name_for_all_instances_of_the_service() {
    assertThat(config(Map.of()))
        .containsEntry("transactional.id", "btc.archive")
        .containsEntry("enable.idempotence", true)
        .containsEntry("acks", "all")
        .containsEntry("security.protocol", "PLAINTEXT")
        .doesNotContainKey("sasl.jaas.config");
  }

  @Test
  void passes_on_login_and_authorities() {
    assertThat(
            config(
                Map.of(
                    "FEED_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                    "FEED_KAFKA_USERNAME", "feed",
                    "FEED_KAFKA_PASSWORD", "a\"b\\c",
                    "FEED_KAFKA_CA_FILE", "/etc/kafka/ca.pem")))
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"feed\" password=\"a\\\"b\\\\c\";")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry("ssl.truststore.location", "/etc/kafka/ca.pem");
  }

  private static Map<String, Object> config(Map<String, String> settings) {
    SinkOrder order =
        new SinkOrder("archive", "kafka://broker:9092", "one", new PluginValues(settings));
    return new KafkaClients(List.of("broker:9092"), order).producerConfig("btc");
  }
}
