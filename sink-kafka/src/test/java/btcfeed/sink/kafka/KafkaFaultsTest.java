package btcfeed.sink.kafka;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkCursor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Kafka has each record once, whatever dies, freezes or moves. */
@DisplayName("The sink for Kafka, when something fails")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KafkaFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int TICKS = 6_000;

  private final KafkaBroker broker = KafkaSubject.sharedBroker();
  private final KafkaSubject subject = new KafkaSubject(broker);
  private final SinkPort sink = subject.open();

  @AfterEach
  void close() {
    sink.close();
    subject.close();
  }

  private CompletableFuture<Void> start(Pump pump) {
    CompletableFuture<Void> done = CompletableFuture.runAsync(pump::run, KafkaFaultsTest::onThread);
    await().atMost(LONG).until(() -> done.isDone() || pump.written() > TICKS / 4);
    assertThat(pump.written()).as("ticks before the fault").isLessThan(TICKS);
    return done;
  }

  private static void onThread(Runnable task) {
    Thread.ofPlatform().daemon().start(task);
  }

  private void assertEachOnce(int ticks) {
    assertThat(subject.content())
        .extracting(record -> record.id())
        .containsExactlyInAnyOrderElementsOf(
            ticks(1, ticks).stream().map(record -> record.id()).toList());
  }

  @Test
  void the_broker_is_killed_while_it_writes() {
    Pump pump = new Pump(sink, 1, TICKS);
    CompletableFuture<Void> done = start(pump);
    broker.kill();
    broker.start();
    await().atMost(LONG).until(done::isDone);
    assertEachOnce(TICKS);
  }

  @Test
  void the_broker_freezes_and_each_call_ends_within_10_seconds() {
    Pump pump = new Pump(sink, 1, TICKS);
    CompletableFuture<Void> done = start(pump);
    broker.freeze();
    try {
      await().atMost(LONG).until(() -> pump.failures() > 0);
    } finally {
      broker.thaw();
    }
    await().atMost(LONG).until(done::isDone);
    assertThat(pump.longest()).isLessThan(Duration.ofSeconds(10));
    assertEachOnce(TICKS);
  }

  @Test
  void a_sink_closes_within_a_second_while_the_broker_is_frozen() {
    assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
    broker.freeze();
    try {
      CompletableFuture<Answer> write =
          CompletableFuture.supplyAsync(
              () -> sink.write(batch(1, ticks(1, 10))), KafkaFaultsTest::onThread);
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      long start = System.nanoTime();
      sink.close();
      assertThat(write.join()).isInstanceOf(Answer.Failed.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    } finally {
      broker.thaw();
    }
  }

  @Test
  void an_interrupt_ends_a_call_within_a_second() {
    assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
    broker.freeze();
    try {
      Thread.currentThread().interrupt();
      long start = System.nanoTime();
      assertThat(sink.write(batch(1, ticks(1, 10)))).isInstanceOf(Answer.Failed.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    } finally {
      broker.thaw();
    }
  }

  @Test
  void the_writer_is_killed_in_the_middle_of_a_batch() throws Exception {
    try (WriterProcess writer = WriterProcess.start(broker.server(), subject.prefix())) {
      writer.awaitWriting();
      writer.kill();
    }
    Pump next = new Pump(sink, 2, 12_000);
    next.run();
    assertEachOnce(next.written());
  }

  @Test
  void the_leader_of_the_partitions_dies_and_another_broker_takes_over() throws Exception {
    try (KafkaBroker second = broker.another(2);
        Admin admin = broker.admin()) {
      KafkaTopics topics = new KafkaTopics(subject.prefix(), 1);
      admin
          .createTopics(
              List.of(
                  replicated(topics.ticks()),
                  replicated(topics.gaps()),
                  replicated(topics.cursor().topic()).configs(Map.of("cleanup.policy", "compact"))))
          .all()
          .get();
      Pump pump = new Pump(sink, 1, TICKS);
      CompletableFuture<Void> done = start(pump);
      second.kill();
      await().atMost(LONG).until(done::isDone);
      assertEachOnce(TICKS);
    }
  }

  /** On both brokers; the second one leads. */
  private static NewTopic replicated(String topic) {
    return new NewTopic(topic, Map.of(0, List.of(2, 1)));
  }

  @Test
  void a_leader_with_a_lower_epoch_is_refused_and_disturbs_nobody() {
    assertThat(sink.claim(5)).isInstanceOf(Answer.At.class);
    try (SinkPort late = subject.open()) {
      assertThat(late.claim(4)).isInstanceOf(Answer.Fenced.class);
    }
    assertThat(sink.write(batch(5, ticks(1, 3)))).isInstanceOf(Answer.At.class);
    try (SinkPort same = subject.open()) {
      assertThat(same.claim(5)).isEqualTo(new Answer.At(batch(5, ticks(1, 3)).cursor()));
    }
  }

  @Test
  void a_failed_call_needs_a_new_claim() {
    assertThat(sink.write(batch(1, ticks(1, 3)))).isInstanceOf(Answer.Failed.class);
    assertThat(sink.claim(1)).isEqualTo(new Answer.At(SinkCursor.START));
    assertThat(sink.write(batch(1, ticks(1, 3)))).isInstanceOf(Answer.At.class);
  }

  @Test
  void a_topic_that_would_lose_the_cursor_is_refused() throws Exception {
    String topic = new KafkaTopics(subject.prefix(), 1).cursor().topic();
    try (Admin admin = broker.admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    assertThat(sink.claim(1))
        .isEqualTo(
            new Answer.Failed(
                "topic %s has cleanup.policy=delete and would lose the cursor; set it to compact"
                    .formatted(topic)));
  }

  @Test
  void a_login_works_and_a_wrong_password_is_not_shown() {
    try (SinkPort right = login(KafkaBroker.PASSWORD);
        SinkPort wrong = login("not-this-one")) {
      assertThat(right.claim(1)).isInstanceOf(Answer.At.class);
      assertThat(wrong.claim(1))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed ->
                  assertThat(failed.detail())
                      .contains("Authentication failed", "FEED_KAFKA_SASL_MECHANISM")
                      .doesNotContain("not-this-one"));
    }
  }

  private SinkPort login(String password) {
    return KafkaSubject.open(
        broker.withLogin(),
        subject.prefix(),
        Map.of(
            "FEED_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
            "FEED_KAFKA_SASL_MECHANISM", "PLAIN",
            "FEED_KAFKA_USERNAME", "feed",
            "FEED_KAFKA_PASSWORD", password));
  }

  @Test
  void a_broker_is_trusted_with_its_certificate_only() {
    Map<String, String> tls = Map.of("FEED_KAFKA_SECURITY_PROTOCOL", "SSL");
    Map<String, String> trusting = new HashMap<>(tls);
    trusting.put("FEED_KAFKA_CA_FILE", BrokerCertificate.SHARED.pem().toString());
    try (SinkPort right = KafkaSubject.open(broker.withTls(), subject.prefix(), trusting);
        SinkPort wrong = KafkaSubject.open(broker.withTls(), subject.prefix(), tls)) {
      assertThat(right.claim(1)).isInstanceOf(Answer.At.class);
      assertThat(wrong.claim(1))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> assertThat(failed.detail()).contains("SSL", "FEED_KAFKA_CA_FILE"));
    }
  }

  @Test
  void it_works_under_a_class_loader_that_does_not_have_the_library() {
    ClassLoader ours = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
      assertThat(sink.write(batch(1, ticks(1, 3)))).isInstanceOf(Answer.At.class);
    } finally {
      Thread.currentThread().setContextClassLoader(ours);
    }
  }

  @Test
  void a_server_that_is_not_there_is_a_failure_with_advice() {
    try (SinkPort nowhere = KafkaSubject.open("127.0.0.1:1", "btc", Map.of())) {
      assertThat(nowhere.position())
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed ->
                  assertThat(failed.detail())
                      .startsWith("Kafka at 127.0.0.1:1: ")
                      .endsWith("check that the brokers run and can be reached"));
    }
  }
}
