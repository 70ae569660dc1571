package btcfeed.sink.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of a sink.
 *
 * @param prefix how their names begin
 * @param partitions of the topic of ticks, if it has to be created
 */
record KafkaTopics(String prefix, int partitions) {
  private static final Map<String, String> CURSOR_CONFIG =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          // Smaller segments are compacted earlier.
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(16 * 1_024 * 1_024),
          // Another codec of the broker could be one that this plugin cannot read.
          TopicConfig.COMPRESSION_TYPE_CONFIG,
          "producer");

  String ticks() {
    return prefix + ".ticks";
  }

  String gaps() {
    return prefix + ".gaps";
  }

  /** Has the cursor of each sink under the sink's name, in partition 0. */
  TopicPartition cursor() {
    return new TopicPartition(prefix + ".cursor", 0);
  }

  /**
   * Creates the topics that are missing.
   *
   * @return what is wrong with those that exist; empty if nothing is
   */
  Optional<String> prepare(Admin admin) throws ExecutionException, InterruptedException {
    List<NewTopic> wanted =
        List.of(
            new NewTopic(ticks(), Optional.of(partitions), Optional.empty()),
            new NewTopic(gaps(), Optional.of(1), Optional.empty()),
            new NewTopic(cursor().topic(), Optional.of(1), Optional.empty())
                .configs(CURSOR_CONFIG));
    // A user without the right to create topics can still use those that exist.
    Set<String> found = existing(admin, wanted.stream().map(NewTopic::name).toList());
    List<NewTopic> missing =
        wanted.stream().filter(topic -> !found.contains(topic.name())).toList();
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      unless(TopicExistsException.class, created);
    }
    return found.contains(cursor().topic()) ? complaint(admin) : Optional.empty();
  }

  private static Set<String> existing(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException {
    Set<String> found = new HashSet<>();
    for (var future : admin.describeTopics(names).topicNameValues().values()) {
      unless(UnknownTopicOrPartitionException.class, future)
          .map(TopicDescription::name)
          .ifPresent(found::add);
    }
    return found;
  }

  /**
   * What is wrong with the topic of the cursor; empty if nothing is. A broker that created it would
   * remove a cursor after a week, and then the sink would get every trade again.
   */
  private Optional<String> complaint(Admin admin) throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, cursor().topic());
    return unless(AuthorizationException.class, admin.describeConfigs(Set.of(topic)).all())
        .flatMap(configs -> configs.values().stream().findFirst())
        .map(config -> config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
        .filter(policy -> !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT))
        .map(
            policy ->
                "topic %s has cleanup.policy=%s and would lose the cursor; set it to compact"
                    .formatted(cursor().topic(), policy));
  }

  /** The end of the topic of the cursor, whatever transactions are open. */
  long end(Admin admin) throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(
            Map.of(cursor(), OffsetSpec.latest()),
            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
        .partitionResult(cursor())
        .get()
        .offset();
  }

  /** The result; empty after this failure. */
  private static <T> Optional<T> unless(Class<? extends Exception> expected, KafkaFuture<T> future)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.ofNullable(future.get());
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
