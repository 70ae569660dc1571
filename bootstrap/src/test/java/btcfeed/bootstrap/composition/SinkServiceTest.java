package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.InMemorySink;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The service, with sinks of plugins")
class SinkServiceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final InMemorySink.Place place = new InMemorySink.Place();
  @TempDir private Path data;
  private Rig rig;

  @BeforeEach
  void putUp() throws IOException {
    rig = new Rig(data);
    rig.settings.put("FEED_SINKS", "memory://");
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  private List<String> ids() {
    return place.records().stream()
        .filter(SinkRecord.Tick.class::isInstance)
        .map(record -> ((SinkRecord.Tick) record).tick().trade().id().text())
        .toList();
  }

  private JsonNode sink(String name) {
    return rig.get("/health").get("sinks").get(name);
  }

  private boolean hasReason(String code) {
    return rig.get("/health").get("reasons").findValuesAsText("code").contains(code);
  }

  @Test
  @DisplayName("brings every trade into each sink once, in order, also after a restart")
  void everyTradeOnce() throws CannotStart {
    rig.plugins.add(new MemoryPlugin(() -> new InMemorySink(place)));
    rig.startAndSubscribe();
    rig.venue.burst(300);
    await().atMost(PATIENCE).until(() -> ids().equals(rig.traded()));
    rig.stop();
    assertThat(ids()).isEqualTo(rig.traded());

    rig.startAndSubscribe();
    rig.venue.burst(200);

    await().atMost(PATIENCE).until(() -> ids().equals(rig.traded()));
    assertThat(ids()).isEqualTo(Rig.ids(rig.primary));
    await().atMost(PATIENCE).until(() -> sink("memory").get("lag_records").asLong() == 0);
    assertThat(sink("memory").get("state").asText()).isEqualTo("writing");
    assertThat(rig.get("/metrics").get("sinks").get("memory").get("records").asLong())
        .isGreaterThanOrEqualTo(200);
    assertThat(rig.get("/health").get("status").asText()).isEqualTo("healthy");
  }

  @Test
  @DisplayName("a frozen sink delays no tick to the stores and to other sinks, and catches up")
  void frozen() throws CannotStart {
    CountDownLatch thaw = new CountDownLatch(1);
    InMemorySink.Place other = new InMemorySink.Place();
    List<SinkPort> sinks =
        new ArrayList<>(
            List.of(new Frozen(new InMemorySink(place), thaw), new InMemorySink(other)));
    rig.settings.put("FEED_SINKS", "frozen=memory://,quick=memory://");
    rig.plugins.add(new MemoryPlugin(sinks::removeFirst));
    rig.startAndSubscribe();
    rig.venue.burst(300);

    await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).equals(rig.traded()));
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
    await().atMost(PATIENCE).until(() -> other.records().size() == 300);
    assertThat(place.records()).isEmpty();

    thaw.countDown();
    await().atMost(PATIENCE).until(() -> ids().equals(rig.traded()));
  }

  @Test
  @DisplayName("a sink that is down, or whose plugin is broken, is named by health, and no more")
  void down() throws CannotStart {
    place.trouble(InMemorySink.Trouble.DOWN);
    List<SinkPort> sinks = new ArrayList<>(List.of(new InMemorySink(place)));
    rig.settings.put("FEED_SINKS", "memory://,broken=memory://");
    rig.plugins.add(new MemoryPlugin(sinks::removeFirst));
    rig.startAndSubscribe();
    rig.venue.burst(100);

    await().atMost(PATIENCE).until(() -> hasReason("memory_sink_away"));
    await().atMost(PATIENCE).until(() -> hasReason("broken_sink_away"));
    assertThat(rig.get("/health").get("status").asText()).isEqualTo("degraded");
    assertThat(sink("memory").get("detail").asText()).isEqualTo("the sink is down");
    await().atMost(PATIENCE).until(() -> Rig.ids(rig.primary).equals(rig.traded()));

    place.trouble(InMemorySink.Trouble.NONE);
    await().atMost(PATIENCE).until(() -> ids().equals(rig.traded()));
    assertThat(hasReason("memory_sink_away")).isFalse();
  }

  /** Every call waits for the thaw. */
  private record Frozen(SinkPort sink, CountDownLatch thaw) implements SinkPort {
    private SinkPort thawed() {
      try {
        thaw.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return sink;
    }

    @Override
    public Answer position() {
      return thawed().position();
    }

    @Override
    public Answer claim(long epoch) {
      return thawed().claim(epoch);
    }

    @Override
    public Answer rewind(SinkCursor to) {
      return thawed().rewind(to);
    }

    @Override
    public Answer write(SinkBatch batch) {
      return thawed().write(batch);
    }

    @Override
    public Answer flush(boolean now) {
      return thawed().flush(now);
    }

    @Override
    public Pace pace() {
      return sink.pace();
    }

    @Override
    public void close() {
      sink.close();
    }
  }
}
