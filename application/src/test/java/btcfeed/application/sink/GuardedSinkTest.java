package btcfeed.application.sink;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.sinkkit.SinkRecords;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sink of a plugin that breaks its promises")
class GuardedSinkTest {
  /** Throws this from every call. */
  private record Broken(Throwable thrown) implements SinkPort {
    private Answer fail() {
      switch (thrown) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new AssertionError(thrown);
      }
    }

    @Override
    public Answer position() {
      return fail();
    }

    @Override
    public Answer claim(long epoch) {
      return fail();
    }

    @Override
    public Answer rewind(SinkCursor to) {
      return fail();
    }

    @Override
    public Answer write(SinkBatch batch) {
      return fail();
    }

    @Override
    public Answer flush(boolean now) {
      return fail();
    }

    @Override
    public Pace pace() {
      throw new AssertionError(fail());
    }

    @Override
    public void close() {
      Answer _ = fail();
    }
  }

  @Test
  @DisplayName("answers with a failure instead of an error, and closes quietly")
  void thrown() {
    for (Throwable thrown :
        List.of(new IllegalStateException("x".repeat(5_000)), new NoSuchMethodError("gone"))) {
      SinkPort sink = GuardedSink.open(() -> new Broken(thrown));
      SinkBatch batch = SinkRecords.batch(1, SinkRecords.ticks(1, 2));
      for (Answer answer :
          List.of(
              sink.position(),
              sink.claim(1),
              sink.rewind(SinkCursor.START),
              sink.write(batch),
              sink.flush(true))) {
        assertThat(((Answer.Failed) answer).detail()).hasSizeLessThan(400).contains("plugin");
      }
      assertThat(sink.pace().records()).isPositive();
      sink.close();
    }
  }

  @Test
  @DisplayName("that cannot be made at all answers with the reason")
  void notOpened() {
    SinkPort sink =
        GuardedSink.open(
            () -> {
              throw new NoClassDefFoundError("org/example/Missing");
            });
    assertThat(((Answer.Failed) sink.claim(1)).detail()).contains("org/example/Missing");
    sink.close();
  }
}
