package btcfeed.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words about a store")
class StoreTextsTest {
  private static final StoreState AWAY = new StoreState.Away(0, SwitchReason.REFUSED, "READONLY");
  private static final StoreState CATCHING_UP = new StoreState.CatchingUp(0, 9);
  private static final StoreState LIVE = new StoreState.Live(0);
  private static final StoreState STOPPED = new StoreState.Stopped(0, "fenced");

  @Test
  @DisplayName("each state has its own, as status and metrics show it")
  void states() {
    assertThat(Stream.of(AWAY, CATCHING_UP, LIVE, STOPPED).map(StoreState::text))
        .containsExactly("away", "catching_up", "live", "stopped");
  }

  @Test
  @DisplayName("a store is writable while its write path works, caught up or not")
  void writable() {
    assertThat(Stream.of(AWAY, CATCHING_UP, LIVE, STOPPED).map(StoreState::writable))
        .containsExactly(false, true, true, false);
  }

  @Test
  @DisplayName("each reason for a switch has its own, fit for a metric")
  void reasons() {
    assertThat(Stream.of(SwitchReason.values()).map(SwitchReason::text))
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[a-z]+(_[a-z]+)*"));
  }

  @Test
  @DisplayName("the stores are the primary and the failover")
  void names() {
    assertThat(Stream.of(StoreName.values()).map(StoreName::text))
        .containsExactly("primary", "failover");
  }
}
