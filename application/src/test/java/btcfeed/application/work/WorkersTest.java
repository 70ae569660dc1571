package btcfeed.application.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tasks that are run together")
class WorkersTest {
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private final List<String> bugs = new CopyOnWriteArrayList<>();
  private final Workers workers = Workers.threads((_, bug) -> bugs.add(bug.getMessage()));

  @Test
  @DisplayName("run at the same time, however many they are")
  void parallel() {
    CyclicBarrier together = new CyclicBarrier(100);
    List<Boolean> met = new CopyOnWriteArrayList<>();
    workers.runAll(
        Collections.nCopies(
            100,
            () -> {
              try {
                together.await(60, TimeUnit.SECONDS);
                met.add(true);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }),
        A_WHILE);

    assertThat(met).hasSize(100);
    assertThat(bugs).isEmpty();
  }

  @Test
  @DisplayName("are waited for no longer than agreed")
  void bounded() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean waited = new AtomicBoolean();
    workers.runAll(
        List.of(
            () -> {
              try {
                waited.set(never.await(60, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }),
        Duration.ofMillis(10));

    assertThat(waited).isFalse();
    never.countDown();
  }

  @Test
  @DisplayName("do not suffer from one that has a bug, which is reported")
  void bug() {
    List<String> ran = new CopyOnWriteArrayList<>();
    List<Runnable> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          throw new IllegalStateException("a bug");
        });
    tasks.add(() -> ran.add("the other"));
    workers.runAll(tasks, A_WHILE);

    assertThat(ran).containsExactly("the other");
    assertThat(bugs).containsExactly("a bug");
  }
}
