package btcfeed.rehearsal.takeover;

import btcfeed.rehearsal.faults.FaultKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a drill of several instances does to the leader. */
enum TakeoverEvent implements FaultKind {
  KILL("kill -9 of the leader, back with its folder"),
  FREEZE("SIGSTOP of the leader, then SIGCONT"),
  HANDOVER("SIGTERM of the leader, back with an empty folder"),
  SPLIT("the leader reaches only the primary, the others only the failover"),
  FOLDER("kill -9 of the leader, back with an empty folder");

  /** All, with a rolling restart: each instance gets SIGTERM, and starts with an empty folder. */
  static final List<TakeoverEvent> USUAL =
      List.of(KILL, FREEZE, HANDOVER, HANDOVER, HANDOVER, SPLIT, FOLDER);

  private static final Duration LEASE_RUNS_OUT = Duration.ofSeconds(3);
  private static final Duration LEASE_GIVEN_BACK = Duration.ofMillis(300);

  private final String what;

  TakeoverEvent(String what) {
    this.what = what;
  }

  @Override
  public String what() {
    return what;
  }

  /** The longest time without a new tick in a store on a machine with time for it. */
  Duration usual() {
    return this == HANDOVER ? LEASE_GIVEN_BACK : LEASE_RUNS_OUT;
  }

  /** The longest time that keeps the promise. */
  static Duration limit() {
    return LEASE_RUNS_OUT;
  }

  static Optional<TakeoverEvent> parse(String word) {
    return Arrays.stream(values()).filter(event -> event.word().equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(TakeoverEvent::word).collect(Collectors.joining(", "));
  }
}
