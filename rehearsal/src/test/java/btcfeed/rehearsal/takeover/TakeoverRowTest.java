package btcfeed.rehearsal.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.rehearsal.audit.Audit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The report of a drill of several instances")
class TakeoverRowTest {
  private static final Audit.Result ALL =
      new Audit.Result(990, 40, 0, 0, 0, 0, 5, 0, true, List.of());
  private static final TakeoverRow KILLED = row(TakeoverEvent.KILL, Optional.of(2), 1_712.4, ALL);

  @Test
  @DisplayName("is a table with the leaders, the longest pause, and the broken promises in words")
  void table() {
    Audit.Result bad =
        new Audit.Result(990, 40, 3, 7, 1, 2, 5, 1, false, List.of("the \"stores\" differ"));
    TakeoverRow split = row(TakeoverEvent.SPLIT, Optional.empty(), 3_000.4, bad);

    assertThat(TakeoverRow.table(List.of(KILLED, split)).lines().toList())
        .containsExactly(
            "  event     leader  longest ms  usual ms  healed ms   missing published  twice  equal",
            "  kill       1 > 2        1712      3000       4000         0         0      0    yes"
                + "  ok",
            "  split      1 > -        3000      3000       4000         3         7      1     no "
                + " BROKEN: no leader; the \"stores\" differ; 2 entries are no trades of the venue;"
                + " a store got nothing for more than 3 s");
    assertThat(TakeoverRow.json(2, false, List.of(KILLED, split)))
        .startsWith(
            "{\"ok\":false,\"instances\":2,\"events\":[{\"event\":\"kill\",\"leader_before\":1,"
                + "\"leader_after\":2,\"longest_pause_ms\":1712.400,\"usual_ms\":3000,")
        .contains("\"leader_after\":null", "\"equal\":false", "the \\\"stores\\\" differ");
  }

  @Test
  @DisplayName("names a slow handover, which breaks no promise below 3 s")
  void slow() {
    TakeoverRow slow = row(TakeoverEvent.HANDOVER, Optional.of(2), 2_900, ALL);

    assertThat(slow.fine()).isTrue();
    assertThat(TakeoverRow.table(List.of(slow))).contains("ok, slower than usual");
    assertThat(row(TakeoverEvent.HANDOVER, Optional.of(2), 3_001, ALL).fine()).isFalse();
  }

  private static TakeoverRow row(
      TakeoverEvent event, Optional<Integer> after, double longestMs, Audit.Result counts) {
    List<String> broken = after.isPresent() ? List.of() : List.of("no leader");
    return new TakeoverRow(event, 1, after, longestMs, 4_000, counts, broken);
  }
}
