package btcfeed.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Venues that publish the same trades")
class SharedTradesTest {
  private static final Venue ONE = new Venue("one");
  private static final Venue ONE_MORE = new Venue("one-more");
  private static final Venue OTHER = new Venue("other");

  @Test
  @DisplayName("are led by the first that is configured, whose trades count")
  void led() {
    SharedTrades shared =
        SharedTrades.of(
            List.of(OTHER, ONE_MORE, ONE), venue -> venue.equals(ONE_MORE) ? ONE : venue);

    assertThat(shared.leader(ONE)).isEqualTo(ONE_MORE);
    assertThat(shared.counts(ONE_MORE)).isTrue();
    assertThat(shared.counts(ONE)).isFalse();
    assertThat(shared.counts(OTHER)).isTrue();
    assertThat(shared.shares(ONE_MORE)).isTrue();
    assertThat(shared.shares(OTHER)).isFalse();
  }

  @Test
  @DisplayName("count as any other while only one of them is configured")
  void alone() {
    SharedTrades shared = SharedTrades.of(List.of(ONE_MORE, OTHER), _ -> new Venue("x"));
    assertThat(shared.counts(OTHER)).isFalse();
    assertThat(SharedTrades.of(List.of(ONE_MORE), _ -> ONE).counts(ONE_MORE)).isTrue();
  }
}
