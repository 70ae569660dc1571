package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.rehearsal.faults.FaultProxy;
import btcfeed.testsupport.RedisProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A {@link Rig} whose service reaches each store through a fault proxy. One store has faults, the
 * other is healthy. It checks what must hold during the faults and afterwards.
 */
final class StorePair implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int ROUND = 40;

  /** Which store is in trouble. */
  enum Ill {
    PRIMARY("primary", ""),
    FAILOVER("failover", "FAILOVER_");

    final String store;
    final String prefix;

    Ill(String store, String prefix) {
      this.store = store;
      this.prefix = prefix;
    }
  }

  final Rig rig;
  final Ill side;
  final RedisProcess ill;
  final RedisProcess well;
  final FaultProxy wire;

  StorePair(Ill side, Path data, String... redisOptions) throws IOException {
    this.side = side;
    rig = new Rig(data, redisOptions);
    ill = side == Ill.PRIMARY ? rig.primary : rig.failover;
    well = side == Ill.PRIMARY ? rig.failover : rig.primary;
    wire = FaultProxy.to(ill.port());
    set("REDIS_PORT", Integer.toString(wire.port()));
  }

  /** Sets a {@code REDIS_} variable of the store in trouble. */
  void set(String name, String value) {
    rig.settings.put(side.prefix + name, value);
  }

  /** The service runs, and both stores have a first round of trades. */
  StorePair started() throws CannotStart {
    rig.startAndSubscribe();
    rig.venue.burst(ROUND);
    awaitEqual();
    return this;
  }

  /** Trades go on, and the store that is well gets each of them, once and in order. */
  void theOtherAdvances() {
    rig.venue.burst(ROUND);
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Rig.ids(well)).isEqualTo(rig.traded()));
  }

  /** The other store advances, and the service says this of the store in trouble. */
  void troubled(String state, String word) {
    theOtherAdvances();
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode store = status();
              assertThat(store.get("state").textValue()).isEqualTo(state);
              assertThat(store.get("reason").textValue() + " " + store.get("detail").textValue())
                  .contains(word);
            });
    theOtherAdvances();
    assertThat(Rig.ids(ill).size()).isLessThan(rig.traded().size());
  }

  /** After the trouble: every trade once, in order, the same in both, and both stores live. */
  void recovered() {
    rig.venue.burst(ROUND);
    awaitEqual();
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(() -> status().get("state").textValue().equals("live"));
    assertThat(status().get("lost").asLong()).isZero();
  }

  private void awaitEqual() {
    await()
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<Object> ticks = Rig.ticks(ill);
              assertThat(ticks).isEqualTo(Rig.ticks(well));
              assertThat(trades(ticks)).doesNotHaveDuplicates();
              assertThat(Rig.ids(ill)).isEqualTo(rig.traded());
            });
  }

  private static List<String> trades(List<Object> ticks) {
    return Rig.fields(ticks).stream()
        .map(tick -> tick.get("venue") + " " + tick.get("symbol") + " " + tick.get("trade_id"))
        .toList();
  }

  /** What {@code /redis/status} says of the store in trouble. */
  JsonNode status() {
    return rig.get("/redis/status").get("stores").get(side.store);
  }

  /** Cuts every connection to the store in trouble but the test's own. */
  void killClients() {
    ill.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  }

  @Override
  public void close() {
    rig.close();
    wire.close();
  }
}
