package btcfeed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("The remembered cuts of a journal")
class CutsTest {
  @Property
  @Label("send each reader back to the lowest cut that it has not followed")
  void lowest(
      @ForAll @Size(min = 1, max = Cuts.MAX_KEPT) List<@IntRange(min = 0, max = 99) Integer> at) {
    Cuts cuts = cuts(at);
    for (int seen = 0; seen < at.size(); seen++) {
      long lowest = at.stream().skip(seen).mapToInt(ordinal -> ordinal).min().orElseThrow();
      assertThat(cuts.lowestAfter(seen).ordinal()).isEqualTo(lowest);
      assertThat(cuts.lowestAfter(seen).newest()).isEqualTo(new JournalId(lowest, 0));
    }
  }

  @Property(tries = 200)
  @Label("are limited, and beyond the limit send no reader too little far back")
  void limited(@ForAll @IntRange(min = 1, max = 300) int count) {
    Cuts cuts = Cuts.NONE;
    for (int i = 0; i < count; i++) {
      cuts = cuts.and(new JournalId(i, 0), i);
    }
    assertThat(cuts.kept()).hasSizeLessThanOrEqualTo(Cuts.MAX_KEPT);
    for (int seen = 0; seen < count; seen++) {
      assertThat(cuts.lowestAfter(seen).ordinal()).isLessThanOrEqualTo(seen);
    }
  }

  private static Cuts cuts(List<Integer> ordinals) {
    Cuts cuts = Cuts.NONE;
    for (int ordinal : ordinals) {
      cuts = cuts.and(new JournalId(ordinal, 0), ordinal);
    }
    return cuts;
  }
}
