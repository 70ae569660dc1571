package btcfeed.application.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.health.WorkerReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A runner")
class RunnerTest {
  private static final String OWN = "own";
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private final AtomicInteger wanted = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final List<String> bugs = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Thread> started = new CompletableFuture<>();
  private volatile CompletableFuture<Void> begun = new CompletableFuture<>();
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
  private volatile String lastThread = "";
  private final Runner runner =
      new Runner(
          Thread.ofPlatform().daemon(), OWN, new Work(), (_, bug) -> bugs.add(bug.toString()));

  @AfterEach
  void stop() {
    gate.complete(null);
    runner.stop();
  }

  /** Does one of what is wanted a step; what is left over goes to the runner's own thread. */
  private final class Work implements Step {
    @Override
    public long step() {
      return one(UNTIL_WOKEN);
    }

    @Override
    public long stepNonBlocking() {
      return wanted.get() < 0 ? 1 : one(UNTIL_WOKEN);
    }

    @Override
    public boolean idle() {
      return done.get() == Math.abs(wanted.get());
    }

    private long one(long otherwise) {
      if (done.get() == Math.abs(wanted.get())) {
        started.complete(Thread.currentThread());
        return otherwise;
      }
      begun.complete(null);
      gate.join();
      lastThread = Thread.currentThread().getName();
      done.incrementAndGet();
      return 0;
    }
  }

  @Test
  @DisplayName("runs a step inline when no other thread runs it")
  void lent() {
    start();
    wanted.set(1);
    runner.tryRunInline();

    assertThat(done).hasValue(1);
    assertThat(lastThread).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  @DisplayName("leaves to its own thread what a lent one must not do")
  void itsOwn() {
    start();
    wanted.set(-1);
    runner.tryRunInline();
    runner.drain(A_WHILE);

    assertThat(done).hasValue(1);
    assertThat(lastThread).isEqualTo(OWN);
  }

  @Test
  @DisplayName("misses nothing that is wanted while another thread is in its step")
  void nothingMissed() throws InterruptedException {
    start();
    gate = new CompletableFuture<>();
    wanted.set(1);
    Thread other = Thread.ofPlatform().start(runner::tryRunInline);
    begun.orTimeout(60, TimeUnit.SECONDS).join();
    wanted.set(2);
    runner.tryRunInline();
    assertThat(done).hasValue(0);
    gate.complete(null);
    other.join();
    runner.drain(A_WHILE);

    assertThat(done).hasValue(2);
  }

  @Test
  @DisplayName("takes no step on a lent thread before it is started and after it has ended")
  void onlyWhileItRuns() {
    wanted.set(1);
    runner.tryRunInline();
    assertThat(done).hasValue(0);

    runner.start();
    runner.drain(A_WHILE);
    assertThat(done).hasValue(1);
    wanted.set(2);
    runner.tryRunInline();
    assertThat(done).hasValue(1);
    assertThat(bugs).isEmpty();
  }

  @Test
  @DisplayName("goes on after any error of a step, reports it, and is failing until a step works")
  void survivesErrors() {
    List<Throwable> errors =
        List.of(
            new AssertionError("no"),
            new StackOverflowError(),
            new NoClassDefFoundError("replaced"),
            new IllegalStateException("no"));
    AtomicInteger calls = new AtomicInteger();
    CompletableFuture<WorkerReport> whileFailing = new CompletableFuture<>();
    Runner[] self = new Runner[1];
    self[0] =
        new Runner(
            Thread.ofVirtual(),
            OWN,
            () -> {
              int call = calls.getAndIncrement();
              if (call == errors.size() - 1) {
                whileFailing.complete(self[0].report());
              }
              if (call < errors.size()) {
                throw RunnerTest.<RuntimeException>sneaky(errors.get(call));
              }
              return Step.UNTIL_WOKEN;
            },
            (_, bug) -> {
              bugs.add(bug.getClass().getSimpleName());
              throw new IllegalStateException("the report fails too");
            });
    self[0].start();
    await().atMost(A_WHILE).until(() -> calls.get() > errors.size());
    await().atMost(A_WHILE).until(() -> !self[0].report().failing());

    assertThat(bugs)
        .containsExactly(
            "AssertionError",
            "StackOverflowError",
            "NoClassDefFoundError",
            "IllegalStateException");
    assertThat(whileFailing.join().failing()).isTrue();
    assertThat(self[0].report().alive()).isTrue();
    assertThat(self[0].report().failures()).isEqualTo(8);
    self[0].stop();
    assertThat(self[0].report().alive()).isTrue();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable error) throws T {
    throw (T) error;
  }

  @Test
  @DisplayName("is reported dead when its thread ended without being stopped")
  void dead() {
    Runner killed =
        new Runner(
            task -> {
              Thread thread = Thread.ofPlatform().daemon().unstarted(() -> {});
              return thread;
            },
            OWN,
            new Work(),
            (_, _) -> {});
    assertThat(killed.report().alive()).isTrue();
    killed.start();
    await().atMost(A_WHILE).until(() -> !killed.report().alive());
  }

  /** Starts it and waits until its own thread has let go of its first step and sleeps. */
  private void start() {
    runner.start();
    Thread own = started.orTimeout(60, TimeUnit.SECONDS).join();
    await().atMost(A_WHILE).until(() -> own.getState() == Thread.State.TIMED_WAITING);
  }
}
