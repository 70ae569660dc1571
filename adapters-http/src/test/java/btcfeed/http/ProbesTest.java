package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The probes")
class ProbesTest {
  /** How long messages may wait without progress. */
  private static final Duration INGEST_TIMEOUT = Duration.ofSeconds(30);

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"/live, /health/live", "/ping, /health/live", "/ready, /health/ready"})
  @DisplayName("have short forms that return the same")
  void shortForms(String shortForm, String path) {
    for (SnapshotBuilder situation :
        new SnapshotBuilder[] {SnapshotBuilder.healthy(), Situations.stale()}) {
      server.show(situation);
      assertThat(server.get(shortForm).statusCode()).isEqualTo(server.get(path).statusCode());
      assertThat(server.get(shortForm).body()).isEqualTo(server.get(path).body());
    }
  }

  @Test
  @DisplayName(
      "live: up while venue, stores and price are unavailable, because a restart would not help")
  void livesThroughOutages() {
    server.show(Situations.bothAway().venue(VenueBuilder.waiting("refused")));

    JsonNode probe = server.json("/health/live", 200);
    assertThat(probe.get("status").asText()).isEqualTo("UP");
    assertThat(probe.get("checks").findValuesAsText("name")).containsExactly("threads", "ingest");
  }

  @Test
  @DisplayName("live: down when messages wait and none is processed for 30 s")
  void ingestStopped() {
    assertThat(server.json("/health/live", 200).get("status").asText()).isEqualTo("UP");
    server.clock.advance(INGEST_TIMEOUT);
    assertThat(server.json("/health/live", 200).get("status").asText()).isEqualTo("UP");
    server.clock.advance(Duration.ofMillis(1));

    JsonNode probe = server.json("/health/live", 503);
    assertThat(probe.get("status").asText()).isEqualTo("DOWN");
    assertThat(probe.at("/checks/1/data/code").asText()).isEqualTo("ingest_stopped");
  }

  @Test
  @DisplayName("live: up again once a message is processed")
  void ingestMoves() {
    server.get("/health/live");
    server.clock.advance(INGEST_TIMEOUT.plusSeconds(1));
    server.show(
        SnapshotBuilder.healthy().ingested(new FeedSnapshot.Ingested(901, 1000, 990, 10, 3, 1024)));

    server.json("/health/live", 200);
  }

  @Test
  @DisplayName("live: a message after 30 s without any does not mean that the ingest has stopped")
  void idleIsNotStopped() {
    server.show(
        SnapshotBuilder.healthy().ingested(new FeedSnapshot.Ingested(900, 1000, 990, 10, 0, 1024)));
    server.get("/health/live");
    server.clock.advance(INGEST_TIMEOUT.plusSeconds(1));
    server.show(
        SnapshotBuilder.healthy().ingested(new FeedSnapshot.Ingested(900, 1000, 990, 10, 1, 1024)));

    server.json("/health/live", 200);
    server.clock.advance(INGEST_TIMEOUT.plusSeconds(1));
    server.json("/health/live", 503);
  }

  @Test
  @DisplayName("live: down once a thread of the service is dead, because a restart would help")
  void deadWorker() {
    server.show(
        SnapshotBuilder.healthy()
            .workers(
                new WorkerReport("ingest", true, false, 0),
                new WorkerReport("sender-primary", false, true, 1)));

    assertThat(server.json("/health/live", 503).at("/checks/0/data/code").asText())
        .isEqualTo("worker_dead");
    assertThat(server.get("/metrics", "text/plain").body())
        .contains("btcfeed_worker_alive{worker=\"sender-primary\"} 0.0")
        .contains("btcfeed_worker_failures_total{worker=\"sender-primary\"} 1.0");
  }

  @Test
  @DisplayName("live: up while a failing journal stops the ingest")
  void journalFailureIsNotAHang() {
    server.show(SnapshotBuilder.healthy().journal(SnapshotBuilder.journal(0, 0, "disk full")));
    server.get("/health/live");
    server.clock.advance(INGEST_TIMEOUT.plusSeconds(1));

    server.json("/health/live", 200);
  }

  @Test
  @DisplayName("live: down when threads are deadlocked")
  void deadlock() throws InterruptedException {
    ReentrantLock one = new ReentrantLock();
    ReentrantLock two = new ReentrantLock();
    CountDownLatch bothHold = new CountDownLatch(2);
    Thread first = new Thread(() -> holdThenTake(one, two, bothHold));
    Thread second = new Thread(() -> holdThenTake(two, one, bothHold));
    first.start();
    second.start();
    try {
      TestServer.eventually()
          .untilAsserted(() -> assertThat(server.get("/health/live").statusCode()).isEqualTo(503));
      assertThat(server.json("/health/live", 503).at("/checks/0/data/code").asText())
          .isEqualTo("deadlock");
    } finally {
      first.interrupt();
      second.interrupt();
      first.join();
      second.join();
    }
  }

  @Test
  @DisplayName("ready: up while the active store has a fresh price")
  void ready() {
    assertThat(server.json("/health/ready", 200).get("status").asText()).isEqualTo("UP");
  }

  @Test
  @DisplayName("ready: up on the failover")
  void readyOnFailover() {
    server.show(SnapshotBuilder.failedOver()).json("/health/ready", 200);
  }

  @Test
  @DisplayName("ready: a price exactly at the age limit is fresh, 1 ms more is stale")
  void readyAtTheLimit() {
    server
        .show(SnapshotBuilder.healthy().price(Optional.of(SnapshotBuilder.STALE_AFTER)))
        .json("/health/ready", 200);

    JsonNode probe =
        server
            .show(
                SnapshotBuilder.healthy()
                    .price(Optional.of(SnapshotBuilder.STALE_AFTER.plusMillis(1))))
            .json("/health/ready", 503);
    assertThat(probe.at("/checks/0/data/code").asText()).isEqualTo("stale_price");
    assertThat(probe.at("/checks/0/data/detail").asText()).contains("10.001 s old");
  }

  @Test
  @DisplayName("ready: down before the first price, with the reason")
  void notReadyBeforeTheFirst() {
    JsonNode probe = server.show(SnapshotBuilder.beforeTheFirstTick()).json("/health/ready", 503);

    assertThat(probe.at("/checks/0/data/code").asText()).isEqualTo("no_price");
  }

  @Test
  @DisplayName("ready: down while draining, though the price is fresh")
  void notReadyWhileDraining() {
    JsonNode probe = server.show(SnapshotBuilder.healthy().draining()).json("/health/ready", 503);

    assertThat(probe.at("/checks/0/status").asText()).isEqualTo("UP");
    assertThat(probe.at("/checks/2/data/code").asText()).isEqualTo("draining");
  }

  @Test
  @DisplayName("started: down until every store has been tried once")
  void started() {
    JsonNode probe = server.show(SnapshotBuilder.beforeTheFirstTick()).json("/health/started", 503);
    assertThat(probe.at("/checks/0/data/code").asText()).isEqualTo("starting");

    server
        .show(
            SnapshotBuilder.beforeTheFirstTick()
                .store(StoreBuilder.away(StoreName.PRIMARY, SwitchReason.UNREACHABLE, "refused"))
                .store(StoreBuilder.live(StoreName.FAILOVER)))
        .json("/health/started", 200);
  }

  @Test
  @DisplayName("respond whatever the client accepts")
  void anyAccept() {
    assertThat(server.get("/health/live", "image/png").statusCode()).isEqualTo(200);
  }

  private static void holdThenTake(
      ReentrantLock held, ReentrantLock wanted, CountDownLatch bothHold) {
    held.lock();
    try {
      bothHold.countDown();
      bothHold.await();
      wanted.lockInterruptibly();
      wanted.unlock();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      held.unlock();
    }
  }

  @Test
  @DisplayName("ready: up for a follower that is in sync, down for one that is not")
  void followers() {
    server.show(SnapshotBuilder.healthy().follower(true));
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);

    server.show(SnapshotBuilder.healthy().follower(false));
    JsonNode probe = server.json("/health/ready", 503);
    assertThat(probe.at("/checks/1/name").asText()).isEqualTo("in_sync");
    assertThat(probe.at("/checks/1/data/code").asText()).isEqualTo("not_in_sync");
  }

  @Test
  @DisplayName("leader: up for the instance that writes the stores only")
  void leader() {
    server.show(SnapshotBuilder.healthy());
    assertThat(server.get("/health/leader").statusCode()).isEqualTo(200);

    server.show(SnapshotBuilder.healthy().follower(true));
    JsonNode probe = server.json("/health/leader", 503);
    assertThat(probe.at("/checks/0/data/code").asText()).isEqualTo("follower");
  }
}
