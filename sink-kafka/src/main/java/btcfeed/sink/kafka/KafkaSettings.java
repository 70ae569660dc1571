package btcfeed.sink.kafka;

import btcfeed.api.PluginSetting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an operator can set. */
final class KafkaSettings {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final int MOST_PARTITIONS = 10_000;

  static final PluginSetting<String> TOPIC_PREFIX =
      new PluginSetting<>(
          "FEED_KAFKA_TOPIC_PREFIX",
          "How the names of the topics begin: PREFIX.ticks, PREFIX.gaps, PREFIX.cursor.",
          "1 to 100 letters, digits, dots, dashes and underscores",
          false,
          Optional.of("btc"),
          text -> Optional.of(text).filter(it -> TOPIC.matcher(it).matches()));

  static final PluginSetting<Long> PARTITIONS =
      PluginSetting.number(
          "FEED_KAFKA_PARTITIONS",
          "Partitions of the topic of ticks, if the service creates it.",
          1,
          MOST_PARTITIONS,
          6);

  static final PluginSetting<String> SECURITY_PROTOCOL =
      oneOf(
          "FEED_KAFKA_SECURITY_PROTOCOL",
          "How the service connects: with or without TLS and a login.",
          "PLAINTEXT",
          "SSL",
          "SASL_PLAINTEXT",
          "SASL_SSL");

  static final PluginSetting<String> SASL_MECHANISM =
      oneOf(
          "FEED_KAFKA_SASL_MECHANISM",
          "How the service logs in, with SASL_PLAINTEXT or SASL_SSL.",
          "SCRAM-SHA-512",
          "SCRAM-SHA-256",
          "PLAIN");

  static final PluginSetting<String> USERNAME =
      PluginSetting.text("FEED_KAFKA_USERNAME", "The user that the service logs in as.", "");

  static final PluginSetting<String> PASSWORD =
      PluginSetting.secret("FEED_KAFKA_PASSWORD", "The password of that user.");

  static final PluginSetting<String> CA_FILE =
      PluginSetting.text(
          "FEED_KAFKA_CA_FILE",
          "PEM file of the authorities whose certificates count; empty: those of Java.",
          "");

  static final List<PluginSetting<?>> ALL =
      List.of(
          TOPIC_PREFIX, PARTITIONS, SECURITY_PROTOCOL, SASL_MECHANISM, USERNAME, PASSWORD, CA_FILE);

  private KafkaSettings() {}

  /** One of some words; the first one is the default. */
  private static PluginSetting<String> oneOf(String name, String help, String... words) {
    Set<String> allowed = Set.of(words);
    return new PluginSetting<>(
        name,
        help,
        String.join(", ", words),
        false,
        Optional.of(words[0]),
        text -> Optional.of(text).filter(allowed::contains));
  }
}
