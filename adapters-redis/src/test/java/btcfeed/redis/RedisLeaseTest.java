package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.at;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.LeasePort.Answer;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The lease in a Redis")
class RedisLeaseTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final WriterLease NEXT = new WriterLease(LEASE.epoch() + 1, "journal-b", 5);
  private static final InstanceReport REPORT =
      new InstanceReport(
          "journal-b", InstanceReport.Role.FOLLOWER, false, "b:8080", "3.0.0", Duration.ZERO);

  private final RedisProcess redis = RedisProcess.start();
  private final RedisLease port = Stores.openLease(redis);

  @AfterEach
  void close() {
    port.close();
    redis.close();
  }

  private LeaseView take(WriterLease lease) {
    return seen(port.take(lease, LONG, true, Optional.empty()));
  }

  private static LeaseView seen(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Seen.class);
    return ((Answer.Seen) answer).view();
  }

  private static String code(Answer answer) {
    return answer instanceof Answer.Failed(Failure.Refused(String code, _)) ? code : "" + answer;
  }

  @Test
  @DisplayName("A store of an earlier version counts as written by its last writer, in one term")
  void earlierVersion() {
    Lineage written = Lineage.withoutLease(LEASE.instance());
    try (RedissonStore store = Stores.open(redis)) {
      claim(store, LEASE, JournalId.START);
      applied(store, ticks(1, 3), JournalId.START);
      redis.command("HDEL", "btc:feed", "lineage");
      assertThat(at(store).lineage()).isEqualTo(written);
      assertThat(seen(port.observe(Optional.empty())).lineage()).isEqualTo(written);

      assertThat(take(NEXT).lineage()).isEqualTo(written);

      assertThat(at(store).lineage()).isEqualTo(written);
      assertThat(at(store).applied()).isEqualTo(id(3));
    }
  }

  @Test
  @DisplayName("A lineage that another program wrote is a refusal, for the lease and the position")
  void garbledLineage() {
    take(LEASE);
    redis.command("HSET", "btc:feed", "lineage", "3 journal-a");
    assertThat(code(port.observe(Optional.empty()))).isEqualTo("FOREIGN");
    try (RedissonStore store = Stores.open(redis)) {
      assertThat(store.position())
          .isInstanceOfSatisfying(
              PositionResult.Failed.class,
              failed ->
                  assertThat(failed.failure())
                      .isInstanceOfSatisfying(
                          Failure.Refused.class,
                          refused -> assertThat(refused.code()).isEqualTo("FOREIGN")));
    }
  }

  @Test
  @DisplayName("A full store shows the lease and refuses to change it")
  void full() {
    take(LEASE);
    redis.command("CONFIG", "SET", "maxmemory", "1");
    assertThat(seen(port.observe(Optional.empty())).holder()).isEqualTo(LEASE);
    assertThat(code(port.observe(Optional.of(REPORT)))).isEqualTo("OOM");
    assertThat(code(port.take(NEXT, LONG, true, Optional.empty()))).isEqualTo("OOM");
    redis.command("CONFIG", "SET", "maxmemory", "0");
    assertThat(seen(port.observe(Optional.empty())).holder()).isEqualTo(LEASE);
  }

  @Test
  @DisplayName("A replica shows the lease and refuses to change it")
  void readOnly() {
    take(LEASE);
    redis.command("REPLICAOF", "127.0.0.1", Integer.toString(RedisProcess.freePort()));
    assertThat(seen(port.observe(Optional.empty())).holder()).isEqualTo(LEASE);
    assertThat(code(port.take(NEXT, LONG, true, Optional.of(REPORT)))).isEqualTo("READONLY");
    redis.command("REPLICAOF", "NO", "ONE");
    assertThat(take(NEXT).holder()).isEqualTo(NEXT);
  }

  @Test
  @DisplayName(
      "A btc:instances of another type, or with other texts, keeps no instance from leading")
  void foreignInstances() {
    redis.command("SET", "btc:instances", "x");
    assertThat(seen(port.take(LEASE, LONG, false, Optional.of(REPORT))).instances()).isEmpty();
    redis.command("DEL", "btc:instances");
    redis.command("HSET", "btc:instances", "a", "x", "b", "leader", "c", "king a:1 1");
    assertThat(seen(port.observe(Optional.empty())).instances()).isEmpty();
    LeaseView view = seen(port.observe(Optional.of(REPORT)));
    assertThat(view.instances()).extracting(InstanceReport::instance).containsExactly("journal-b");
    assertThat(redis.texts("HKEYS", "btc:instances")).containsExactly("journal-b");
  }

  @Test
  @DisplayName("An announcement of an earlier or later version has what this version knows")
  void otherVersions() {
    long nowUs = Long.parseLong(redis.texts("TIME").getFirst()) * 1_000_000;
    redis.command("HSET", "btc:instances", "old", "leader a:1 " + nowUs);
    redis.command("HSET", "btc:instances", "next", "follower b:1 in_sync 4.0.0 more " + nowUs);
    redis.command("HSET", "btc:instances", "no address", "follower  behind 3.0.0 " + nowUs);
    assertThat(seen(port.observe(Optional.of(REPORT))).instances())
        .extracting(
            InstanceReport::instance,
            InstanceReport::address,
            InstanceReport::inSync,
            InstanceReport::version)
        .containsExactly(
            tuple("journal-b", "b:8080", false, "3.0.0"),
            tuple("next", "b:1", true, "4.0.0"),
            tuple("no address", "", false, "3.0.0"),
            tuple("old", "a:1", false, ""));
  }

  @Test
  @DisplayName("An observation writes nothing, and a lease touches only its own fields")
  void writesLittle() {
    port.observe(Optional.empty());
    assertThat(redis.texts("KEYS", "*")).isEmpty();
    port.take(LEASE, LONG, false, Optional.of(REPORT));
    assertThat(redis.texts("KEYS", "*")).containsExactlyInAnyOrder("btc:feed", "btc:instances");
    assertThat(redis.texts("HKEYS", "btc:feed"))
        .containsExactlyInAnyOrder("epoch", "instance", "started", "lease_until_us", "lineage");
  }

  @Test
  @DisplayName("The keys have the prefix of the store")
  void prefix() {
    RedisTarget target = RedisTarget.plain("127.0.0.1", redis.port(), Stores.TIMEOUT);
    try (RedisLease other = new RedisLease(target, KeyNames.under("{x}:"), new Stores.Wall())) {
      other.take(LEASE, LONG, false, Optional.of(REPORT));
    }
    assertThat(redis.texts("KEYS", "*")).containsExactlyInAnyOrder("{x}:feed", "{x}:instances");
  }

  @Test
  @DisplayName("While the server is away every call fails without an exception; then it continues")
  void away() {
    take(LEASE);
    redis.kill();
    assertThat(port.take(LEASE, LONG, false, Optional.empty())).isInstanceOf(Answer.Failed.class);
    assertThat(port.observe(Optional.empty()))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class));
    redis.restartEmpty();
    assertThat(take(NEXT).holder()).isEqualTo(NEXT);
    port.close();
    port.close();
    assertThat(port.observe(Optional.empty())).isInstanceOf(Answer.Failed.class);
  }

  @Test
  @DisplayName("In a cluster the names need one hash tag")
  void cluster() {
    RedisTarget target =
        RedisTarget.plain(
            new Topology.Cluster(List.of(new Topology.Node("127.0.0.1", 1))), Stores.TIMEOUT);
    assertThatThrownBy(() -> new RedisLease(target, KeyNames.DEFAULT, new Stores.Wall()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
