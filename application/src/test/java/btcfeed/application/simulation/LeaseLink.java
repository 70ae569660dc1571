package btcfeed.application.simulation;

import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The connection of one instance for the lease of a store. */
final class LeaseLink implements LeasePort {
  private final World world;
  private final StoreServer server;
  private final Instance host;
  private final LeasePort lease;

  LeaseLink(World world, StoreServer server, Instance host, LeasePort lease) {
    this.world = world;
    this.server = server;
    this.host = host;
    this.lease = lease;
  }

  @Override
  public Answer observe(Optional<InstanceReport> announced) {
    return call("observe", announced.isPresent(), () -> lease.observe(announced));
  }

  @Override
  public Answer take(
      WriterLease wanted, Duration length, boolean evenIfHeld, Optional<InstanceReport> announced) {
    return call(
        "take",
        true,
        () ->
            Sabotage.taken(world.plant, wanted, lease.take(wanted, length, evenIfHeld, announced)));
  }

  @Override
  public Answer release(WriterLease held) {
    return call("release", true, () -> lease.release(held));
  }

  private Answer call(String what, boolean writes, Supplier<Answer> command) {
    host.killer.point("before " + what);
    Supplier<Answer> now =
        () -> {
          server.memory.leaseTime(world.clock.nanos() / TrueTime.MILLI);
          return command.get();
        };
    Answer answer =
        switch (server.mood(host)) {
          case WELL -> {
            server.latency();
            Answer done = now.get();
            if (server.loses()) {
              world.clock.spend(StoreServer.TIMEOUT);
              yield new Answer.Failed(new PricePort.Failure.Unanswered("lost"));
            }
            yield done;
          }
          case CONFUSED -> throw server.nonsense();
          case FULL ->
              writes ? new Answer.Failed(new PricePort.Failure.Refused("OOM", "full")) : now.get();
          case DOWN -> new Answer.Failed(new PricePort.Failure.Unreachable("down"));
          case UNANSWERING -> {
            world.clock.spend(StoreServer.TIMEOUT);
            yield new Answer.Failed(new PricePort.Failure.Unanswered("cut off"));
          }
          case FROZEN -> {
            world.clock.spend(StoreServer.TIMEOUT);
            server.later(
                () -> {
                  Answer _ = now.get();
                });
            yield new Answer.Failed(new PricePort.Failure.Unanswered("frozen"));
          }
        };
    host.killer.point("after " + what);
    return answer;
  }

  @Override
  public void close() {
    lease.close();
  }
}
