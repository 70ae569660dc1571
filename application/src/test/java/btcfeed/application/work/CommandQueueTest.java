package btcfeed.application.work;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.work.CommandQueue.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A queue of commands")
class CommandQueueTest {
  private final CommandQueue<String, Integer> queue = new CommandQueue<>(2);

  @Test
  @DisplayName("returns the result of the thread that executes the command")
  void executed() {
    queue.wakeWith(
        () -> queue.take().ifPresent(command -> command.complete(command.input().length())));

    assertThat(queue.submit("four")).isEqualTo(new Outcome.Done<>(4));
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  @DisplayName("refuses a command beyond its limit at once")
  void full() {
    assertThat(queue.offer("one")).isTrue();
    assertThat(queue.offer("two")).isTrue();

    assertThat(queue.offer("three")).isFalse();
    assertThat(queue.submit("four")).isInstanceOf(Outcome.Full.class);
  }

  @Test
  @DisplayName("gives up the command of an interrupted caller, which is never executed later")
  void givenUp() {
    Thread.currentThread().interrupt();

    assertThat(queue.submit("one")).isInstanceOf(Outcome.GivenUp.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(queue.take()).isEmpty();
  }

  @Test
  @DisplayName(
      "leaves a command that was taken to its executor, also when the caller stops waiting")
  void inProgress() {
    queue.wakeWith(() -> assertThat(queue.take()).isPresent());
    Thread.currentThread().interrupt();

    assertThat(queue.submit("one")).isInstanceOf(Outcome.InProgress.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
