package btcfeed.bootstrap.cli;

import btcfeed.bootstrap.export.ExportOptions;
import btcfeed.configuration.AvailablePlugins;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Venue;
import btcfeed.monitor.MonitorOptions;
import btcfeed.recording.RecordOptions;
import btcfeed.recording.ReplayOptions;
import btcfeed.rehearsal.drill.DrillOptions;
import btcfeed.rehearsal.soak.SoakOptions;
import btcfeed.rehearsal.takeover.TakeoverOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notes which verb was called, with what. */
final class Recorder implements Verbs {
  final List<String> called = new ArrayList<>();
  final List<Invocation> starts = new ArrayList<>();
  final List<DrillOptions> orders = new ArrayList<>();
  final List<TakeoverOptions> takeovers = new ArrayList<>();
  final List<SoakOptions> soaks = new ArrayList<>();
  final List<RecordOptions> recorded = new ArrayList<>();
  final List<Optional<Duration>> demoTimes = new ArrayList<>();
  final List<ReplayOptions> replayed = new ArrayList<>();
  final List<ExportOptions> exported = new ArrayList<>();
  final List<Boolean> asJson = new ArrayList<>();
  final List<MonitorOptions> watched = new ArrayList<>();
  int code;
  boolean broken;

  private int note(String verb, Invocation invocation) {
    if (broken) {
      throw new IllegalStateException("a bug");
    }
    called.add(verb);
    starts.add(invocation);
    return code;
  }

  FeedConfig config() {
    return starts.getLast().config();
  }

  @Override
  public AvailablePlugins plugins(Path folder) {
    return AvailablePlugins.none(Set.of(new Venue("binance")));
  }

  @Override
  public int listPlugins(Invocation invocation) {
    return note("plugins", invocation);
  }

  @Override
  public int export(Invocation invocation, ExportOptions order) {
    exported.add(order);
    return note("export", invocation);
  }

  @Override
  public int run(Invocation invocation) {
    return note("run", invocation);
  }

  @Override
  public int demo(Invocation invocation, Optional<Duration> time) {
    demoTimes.add(time);
    return note("demo", invocation);
  }

  @Override
  public int drill(Invocation invocation, DrillOptions order) {
    orders.add(order);
    return note("drill", invocation);
  }

  @Override
  public int takeovers(Invocation invocation, TakeoverOptions order) {
    takeovers.add(order);
    return note("drill", invocation);
  }

  @Override
  public int soak(Invocation invocation, SoakOptions order) {
    soaks.add(order);
    return note("soak", invocation);
  }

  @Override
  public int record(Invocation invocation, RecordOptions order) {
    recorded.add(order);
    return note("record", invocation);
  }

  @Override
  public int replay(Invocation invocation, ReplayOptions order) {
    replayed.add(order);
    return note("replay", invocation);
  }

  @Override
  public int listVenues(Invocation invocation, boolean json) {
    asJson.add(json);
    return note("venues", invocation);
  }

  @Override
  public int monitor(MonitorOptions order, PrintStream out, PrintStream err) {
    watched.add(order);
    return code;
  }

  @Override
  public int check(Invocation invocation) {
    return note("check", invocation);
  }
}
