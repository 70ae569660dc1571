package btcfeed.testsupport;

import btcfeed.domain.store.InstanceReport;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The time of the lease and the announcements in an {@link InMemoryStore}. */
final class Leases {
  private static final long REMEMBERED_MS = 60_000;

  private static final int MAX_INSTANCES = 32;
  private static final Comparator<Announced> BY_TIME = Comparator.comparingLong(Announced::atMs);

  private record Announced(InstanceReport report, long atMs) {}

  private final Map<String, Announced> announced = new TreeMap<>();
  private long nowMs;
  private long untilMs;

  Duration left() {
    return Duration.ofMillis(Math.max(0, untilMs - nowMs));
  }

  void time(long ms) {
    nowMs = ms;
  }

  void holdFor(Duration length) {
    untilMs = nowMs + length.toMillis();
  }

  void announce(InstanceReport report) {
    announced.put(report.instance(), new Announced(report, nowMs));
    announced.values().removeIf(one -> nowMs - one.atMs() > REMEMBERED_MS);
    while (announced.size() > MAX_INSTANCES) {
      announced.values().remove(Collections.min(announced.values(), BY_TIME));
    }
  }

  List<InstanceReport> instances() {
    return announced.values().stream()
        .filter(one -> nowMs - one.atMs() <= REMEMBERED_MS)
        .map(
            one ->
                new InstanceReport(
                    one.report().instance(),
                    one.report().role(),
                    one.report().inSync(),
                    one.report().address(),
                    one.report().version(),
                    Duration.ofMillis(nowMs - one.atMs())))
        .toList();
  }

  Leases copy() {
    Leases copy = new Leases();
    copy.announced.putAll(announced);
    copy.nowMs = nowMs;
    copy.untilMs = untilMs;
    return copy;
  }
}
