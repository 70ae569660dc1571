package btcfeed.rehearsal.takeover;

import btcfeed.rehearsal.faults.FaultKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** A count of 1 to 99 may follow the word. */
  private static final Pattern WORD_AND_COUNT = Pattern.compile("([a-z]+)(?::([1-9][0-9]?))?");

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

  /** The event of a word such as {@code kill}, or ten of them for {@code kill:10}. */
  static List<TakeoverEvent> parse(String text) {
    Matcher matcher = WORD_AND_COUNT.matcher(text);
    if (!matcher.matches()) {
      return List.of();
    }
    int count = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
    return Arrays.stream(values())
        .filter(event -> event.word().equals(matcher.group(1)))
        .flatMap(event -> Collections.nCopies(count, event).stream())
        .toList();
  }

  static String words() {
    return Arrays.stream(values()).map(TakeoverEvent::word).collect(Collectors.joining(", "));
  }
}
