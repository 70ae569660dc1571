package btcfeed.rehearsal.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The events of a drill of several instances")
class TakeoverOptionsTest {
  @Test
  @DisplayName("are rehearsed in the given order, each as often as its count says")
  void counts() {
    TakeoverOptions options = options("kill", "handover:3", "split:1");

    assertThat(options.complaint()).isEmpty();
    assertThat(options.events())
        .containsExactly(
            TakeoverEvent.KILL,
            TakeoverEvent.HANDOVER,
            TakeoverEvent.HANDOVER,
            TakeoverEvent.HANDOVER,
            TakeoverEvent.SPLIT);
    assertThat(options().events()).isEqualTo(TakeoverEvent.USUAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flush", "handover:0", "handover:100", "handover:", "handover:x", ""})
  @DisplayName("are refused if there is no such event, or no such count")
  void refused(String word) {
    assertThat(options("kill", word).complaint())
        .hasValueSatisfying(
            why -> assertThat(why).contains("no event " + word, "handover", "up to 99"));
  }

  private static TakeoverOptions options(String... only) {
    return new TakeoverOptions(2, List.of(only), 200, false);
  }
}
