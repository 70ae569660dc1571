package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.extend.Extension;
import btcfeed.application.extend.ExtensionsOfRole;
import btcfeed.application.extend.FeedAccess;
import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.work.Step;
import btcfeed.application.work.Worker;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The extensions of an instance")
class ExtensionsOfRoleTest {
  private final World world = World.start();
  private final List<String> events = new ArrayList<>();
  private Role role = Role.FOLLOWER;
  private boolean inSync;

  private final ExtensionsOfRole extensions =
      new ExtensionsOfRole(
          List.of(new Candle()),
          new FeedAccess(
              world.ingest.mutations(),
              new FailoverReads(List.of(), () -> StoreName.PRIMARY),
              world.journal::readAfter,
              world.clock),
          (_, _, step) -> new Started(step),
          () -> role,
          () -> inSync);

  @Test
  @DisplayName("do not run while a follower copies a long history for the first time")
  void copying() {
    long _ = extensions.step();
    assertThat(events).isEmpty();
    inSync = true;
    long _ = extensions.step();
    assertThat(events).containsExactly("begins");

    inSync = false;
    long _ = extensions.step();
    assertThat(events).containsExactly("begins");
  }

  @Test
  @DisplayName("begin anew when the instance leads, in sync or not")
  void leads() {
    inSync = true;
    long _ = extensions.step();
    inSync = false;
    role = Role.LEADER;
    long _ = extensions.step();
    assertThat(events).containsExactly("begins", "stops", "ends", "begins");
  }

  private final class Candle implements Extension {
    @Override
    public String name() {
      return "candle";
    }

    @Override
    public Running begin(FeedAccess feed) {
      events.add("begins");
      return new Running() {
        @Override
        public long step() {
          return 1;
        }

        @Override
        public void close() {
          events.add("ends");
        }
      };
    }
  }

  /** A worker that runs one step when it starts. */
  private final class Started implements Worker {
    private final Step step;

    Started(Step step) {
      this.step = step;
    }

    @Override
    public void start() {
      long _ = step.step();
    }

    @Override
    public WorkerReport report() {
      return new WorkerReport("candle", true, false, 0);
    }

    @Override
    public void drain(Duration timeout) {}

    @Override
    public void stop() {
      events.add("stops");
    }

    @Override
    public void wake() {}
  }
}
