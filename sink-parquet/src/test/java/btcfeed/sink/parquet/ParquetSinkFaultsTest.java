package btcfeed.sink.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.sinkkit.SinkRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("When a writer of Parquet files meets a fault")
class ParquetSinkFaultsTest {
  private static final int TICKS = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path logs;
  private final ParquetFolder folder = new ParquetFolder();

  @AfterEach
  void remove() {
    folder.close();
  }

  @Test
  @DisplayName("and is killed at any moment, the next one continues and each record is there once")
  void killed() throws Exception {
    Random random = new Random(7);
    for (int kill = 0; kill < 4; kill++) {
      Process writer = start(1, TICKS);
      long from = after();
      long kilo = random.nextInt(15);
      long micros = random.nextInt(30_000);
      await()
          .pollInterval(Duration.ofMillis(2))
          .atMost(PATIENCE)
          .until(() -> after() > from + kilo * 1_000 || !writer.isAlive());
      long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      end(writer.destroyForcibly());
    }
    Process last = start(1, TICKS);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(log())).isZero();
    assertEachOnce(TICKS);
  }

  @Test
  @DisplayName("and is stopped, another one takes over, and what the first one adds is refused")
  void stopped() throws Exception {
    Process old = start(1, Integer.MAX_VALUE - 10_000);
    try {
      await().atMost(PATIENCE).until(() -> after() > 20_000);
      signal("STOP", old);
      SinkPort next = WriterProcess.sink(folder.root());
      Answer claimed = await().atMost(PATIENCE).until(() -> next.claim(2), this::isDoneOrWakes);
      int from = (int) number(claimed) + 1;
      next.write(SinkRecords.batch(2, SinkRecords.ticks(from, from + 4_999)));
      assertThat(next.flush(true)).isInstanceOf(Answer.At.class);
      signal("CONT", old);
      assertThat(old.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(log())).contains("Fenced").contains("epoch 2");
      next.close();
      assertEachOnce(from + 4_999);
    } finally {
      end(old.destroyForcibly());
    }
  }

  /** While a stopped writer holds the file lock, every claim fails. */
  private boolean isDoneOrWakes(Answer answer) {
    assertThat(answer)
        .satisfiesAnyOf(
            it -> assertThat(it).isInstanceOf(Answer.At.class),
            it -> assertThat(it.toString()).contains("another writer holds the file lock"));
    return answer instanceof Answer.At;
  }

  @Test
  @DisplayName("and a disk takes no more bytes, it says so, and continues once there is room")
  void full() throws Exception {
    Process limited =
        WriterProcess.start(
            folder.root(), 1, TICKS, log(), "bash", "-c", "ulimit -f 40; exec \"$@\"", "writer");
    assertThat(limited.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(log())).contains("Failed[detail=File too large");
    assertThat(folder.files()).noneMatch(it -> it.endsWith(".unfinished"));
    Process next = start(1, 30_000);
    assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(next.exitValue()).as(Files.readString(log())).isZero();
    assertEachOnce(30_000);
  }

  private void assertEachOnce(int last) {
    assertThat(
            folder
                .reader()
                .query(
                    "ticks",
                    "SELECT count(*), count(DISTINCT id), min(CAST(trade_id AS BIGINT)),"
                        + " max(CAST(trade_id AS BIGINT)) FROM files"))
        .containsExactly(last + " " + last + " 1 " + last);
  }

  private Process start(long epoch, int last) throws IOException {
    return WriterProcess.start(folder.root(), epoch, last, log());
  }

  private Path log() {
    return logs.resolve("writer.log");
  }

  private long after() {
    try (SinkPort sink = WriterProcess.sink(folder.root())) {
      return number(sink.position());
    }
  }

  private static long number(Answer answer) {
    return answer instanceof Answer.At(var cursor)
        ? Math.max(0, cursor.after().ms() - SinkRecords.id(0).ms())
        : 0;
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void end(Process process) throws InterruptedException {
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
