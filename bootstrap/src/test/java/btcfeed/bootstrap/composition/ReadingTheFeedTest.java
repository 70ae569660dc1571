package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The program in docs/reading-the-feed.md")
class ReadingTheFeedTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path data;

  @Test
  @DisplayName(
      "gets every tick once and in order while the primary answers, refuses writes and recovers")
  void primaryRefuses() throws Exception {
    try (Rig rig = new Rig(data)) {
      rig.startAndSubscribe();
      rig.venue.burst(5);
      await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
      try (Reader reader = new Reader(data, rig.primary.port(), rig.failover.port())) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  rig.venue.burst(1);
                  return !reader.ids().isEmpty();
                });
        assertThat(reader.notes).containsExactly("reading the primary store");

        rig.primary.command("CONFIG", "SET", "maxmemory", "1");
        rig.venue.burst(40);
        await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
        reader.hasAllOf(rig.failover);
        assertThat(reader.notes).last().isEqualTo("reading the failover store");

        rig.primary.command("CONFIG", "SET", "maxmemory", "0");
        rig.primary.kill();
        rig.venue.burst(40);
        await().atMost(PATIENCE).until(() -> Rig.ids(rig.failover).equals(rig.traded()));
        reader.hasAllOf(rig.failover);
      }
    }
  }

  @Test
  @DisplayName(
      "follows btc:feed alone: it leaves a store that stands still, and one that sends it"
          + " elsewhere")
  void followsTheFeed() throws Exception {
    try (RedisProcess primary = RedisProcess.start();
        RedisProcess failover = RedisProcess.start()) {
      for (RedisProcess store : List.of(primary, failover)) {
        store.command("XADD", "btc:ticks", "1-1", "venue", "before");
        store.command("HSET", "btc:feed", "seen_us", "1000", "active", "primary");
      }
      try (Reader reader = new Reader(data, primary.port(), failover.port())) {
        reader.says("reading the primary store");

        failover.command("HSET", "btc:feed", "seen_us", "2000", "active", "failover");
        reader.says("reading the failover store");
        assertThat(primary.command("HGET", "btc:feed", "active")).isEqualTo("primary");

        primary.command("HSET", "btc:feed", "seen_us", "3000", "active", "primary");
        failover.command("HSET", "btc:feed", "seen_us", "2999", "active", "primary");
        await()
            .atMost(PATIENCE)
            .until(() -> reader.notes.getLast().equals("reading the primary store"));
      }
    }
  }

  @Test
  @DisplayName("waits a second between its attempts while both stores are away")
  void bothAway() throws Exception {
    long start = System.nanoTime();
    try (Reader reader = new Reader(data, RedisProcess.freePort(), RedisProcess.freePort())) {
      await().atMost(PATIENCE).until(() -> reader.notes.size() >= 6);

      // Three rounds of two stores, so two pauses of a second.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
      assertThat(reader.notes).allMatch(note -> note.contains("store cannot be read"));
    }
  }

  /** The program of the page with the ports of two stores. */
  private static final class Reader implements AutoCloseable {
    final List<String> notes;
    private final PageProgram program;

    Reader(Path folder, int primary, int failover) throws IOException {
      Map<String, Integer> ports = Map.of("7379", primary, "7380", failover);
      program = PageProgram.python(Path.of("..", "docs", "reading-the-feed.md"), ports, folder);
      notes = program.errors;
    }

    List<String> ids() {
      return program.output.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
    }

    void says(String note) {
      await().atMost(PATIENCE).until(() -> notes.contains(note));
    }

    /** Waits until every entry from the first one it was given has come, in order, none twice. */
    void hasAllOf(RedisProcess store) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                List<String> all =
                    Rig.ticks(store).stream()
                        .map(entry -> String.valueOf(((List<?>) entry).getFirst()))
                        .toList();
                assertThat(ids()).isEqualTo(all.subList(all.indexOf(ids().getFirst()), all.size()));
              });
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
