package btcfeed.domain.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A gap")
class GapTest {

  @Test
  @DisplayName("spans both its ends")
  void width() {
    assertThat(new Gap(6, 8, 1, 2, Gap.State.OPEN, 0).width().orElseThrow()).isEqualTo(3);
    assertThat(new Gap(6, 6, 1, 2, Gap.State.OPEN, 0).width().orElseThrow()).isEqualTo(1);
  }

  @Test
  @DisplayName("runs upwards")
  void runsUpwards() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gap(8, 6, 1, 2, Gap.State.OPEN, 0))
        .withMessage("a gap runs upwards, was 8..6");
  }

  @ParameterizedTest
  @EnumSource(Gap.State.class)
  @DisplayName("has a state that reads as it is written")
  void states(Gap.State state) {
    assertThat(Gap.State.parse(state.text())).isEqualTo(state);
  }

  @Test
  @DisplayName("has the words for its states that readers of btc:gaps rely on")
  void words() {
    assertThat(Stream.of(Gap.State.values()).map(Gap.State::text))
        .containsExactly("open", "closed", "unrepairable");
    assertThatIllegalArgumentException().isThrownBy(() -> Gap.State.parse("OPEN"));
  }
}
