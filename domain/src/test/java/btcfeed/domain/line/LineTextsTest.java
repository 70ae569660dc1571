package btcfeed.domain.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Venue;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words about a line")
class LineTextsTest {

  @Test
  @DisplayName("each state has its own, as metrics and pages show it")
  void states() {
    Map<LineState, String> words =
        Map.of(
            new LineState.Waiting(0, "refused"), "waiting",
            new LineState.Opening(0), "opening",
            new LineState.Subscribing(0), "subscribing",
            new LineState.Streaming(0), "streaming");

    words.forEach((state, word) -> assertThat(state.text()).isEqualTo(word));
  }

  @Test
  @DisplayName("a line is connected from the handshake on, and not before")
  void connected() {
    assertThat(new LineState.Waiting(0, "refused").connected()).isFalse();
    assertThat(new LineState.Opening(0).connected()).isFalse();
    assertThat(new LineState.Subscribing(0).connected()).isTrue();
    assertThat(new LineState.Streaming(0).connected()).isTrue();
  }

  @Test
  @DisplayName("each reason to refuse input has its own, fit for a metric")
  void reasons() {
    assertThat(Stream.of(BadInput.values()).map(BadInput::text))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[a-z]+(_[a-z]+)*"));
  }

  @Test
  @DisplayName("what was no message of trades hides none; what may have been one does")
  void hiding() {
    assertThat(BadInput.MALFORMED.mayHideTrades()).isTrue();
    assertThat(BadInput.LOST.mayHideTrades()).isTrue();
    assertThat(BadInput.UNKNOWN_MESSAGE.mayHideTrades()).isFalse();
    assertThat(BadInput.UNKNOWN_SYMBOL.mayHideTrades()).isFalse();
  }

  @Test
  @DisplayName("a line is named by venue and letter")
  void names() {
    assertThat(new LineId(new Venue("binance"), "a")).hasToString("binance/a");
  }
}
