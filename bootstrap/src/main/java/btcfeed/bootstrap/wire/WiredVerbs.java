package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.DrillOrder;
import btcfeed.bootstrap.cli.MonitorOrder;
import btcfeed.bootstrap.cli.RecordOrder;
import btcfeed.bootstrap.cli.ReplayOrder;
import btcfeed.bootstrap.cli.SoakOrder;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.cli.Verbs;
import btcfeed.bootstrap.soak.SoakVerb;
import btcfeed.domain.market.Venue;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The commands, done for real. */
public final class WiredVerbs implements Verbs {
  private final Clock clock;

  public WiredVerbs(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Set<Venue> venues() {
    return Venues.names().stream().map(Venue::new).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public int run(Start start) {
    return new RunVerb(clock).run(start, FeedEnvironment.LIVE, Optional.empty());
  }

  @Override
  public int demo(Start start, Optional<Duration> time) {
    return new RunVerb(clock).run(start, new DemoStage(clock, start.out()), time);
  }

  @Override
  public int drill(Start start, DrillOrder order) {
    return new DrillVerb(clock).drill(start, order);
  }

  @Override
  public int soak(Start start, SoakOrder order) {
    Optional<Path> binary = start.config().stores().redisBinary();
    return new SoakVerb(
            (directory, port) -> EmbeddedRedisSupervisor.options(directory, port, binary), clock)
        .soak(start, order);
  }

  @Override
  public int record(Start start, RecordOrder order) {
    return new RecordVerb(clock).record(start, order);
  }

  @Override
  public int replay(Start start, ReplayOrder order) {
    return new ReplayVerb(clock).replay(start, order);
  }

  @Override
  public int listVenues(Start start, boolean json) {
    return VenuesVerb.list(start, json);
  }

  @Override
  public int monitor(MonitorOrder order, PrintStream out, PrintStream err) {
    return MonitorVerb.watch(order, clock, out, err);
  }

  @Override
  public int check(Start start) {
    return new CheckVerb(clock).check(start);
  }
}
