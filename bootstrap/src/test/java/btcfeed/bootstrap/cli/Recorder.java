package btcfeed.bootstrap.cli;

import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Venue;
import btcfeed.monitor.MonitorOrder;
import btcfeed.recording.RecordOrder;
import btcfeed.recording.ReplayOrder;
import btcfeed.rehearsal.drill.DrillOrder;
import btcfeed.rehearsal.soak.SoakOrder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notes which verb was called, with what. */
final class Recorder implements Verbs {
  final List<String> called = new ArrayList<>();
  final List<Start> starts = new ArrayList<>();
  final List<DrillOrder> orders = new ArrayList<>();
  final List<SoakOrder> soaks = new ArrayList<>();
  final List<RecordOrder> recorded = new ArrayList<>();
  final List<Optional<Duration>> demoTimes = new ArrayList<>();
  final List<ReplayOrder> replayed = new ArrayList<>();
  final List<Boolean> asJson = new ArrayList<>();
  final List<MonitorOrder> watched = new ArrayList<>();
  int code;
  boolean broken;

  private int note(String verb, Start start) {
    if (broken) {
      throw new IllegalStateException("a bug");
    }
    called.add(verb);
    starts.add(start);
    return code;
  }

  FeedConfig config() {
    return starts.getLast().config();
  }

  @Override
  public Set<Venue> venues() {
    return Set.of(new Venue("binance"));
  }

  @Override
  public int run(Start start) {
    return note("run", start);
  }

  @Override
  public int demo(Start start, Optional<Duration> time) {
    demoTimes.add(time);
    return note("demo", start);
  }

  @Override
  public int drill(Start start, DrillOrder order) {
    orders.add(order);
    return note("drill", start);
  }

  @Override
  public int soak(Start start, SoakOrder order) {
    soaks.add(order);
    return note("soak", start);
  }

  @Override
  public int record(Start start, RecordOrder order) {
    recorded.add(order);
    return note("record", start);
  }

  @Override
  public int replay(Start start, ReplayOrder order) {
    replayed.add(order);
    return note("replay", start);
  }

  @Override
  public int listVenues(Start start, boolean json) {
    asJson.add(json);
    return note("venues", start);
  }

  @Override
  public int monitor(MonitorOrder order, PrintStream out, PrintStream err) {
    watched.add(order);
    return code;
  }

  @Override
  public int check(Start start) {
    return note("check", start);
  }
}
