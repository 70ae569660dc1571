package btcfeed.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.store.StoreReport.CatchUp;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A catching up")
class CatchUpTest {

  @Test
  @DisplayName("goes at what it did over the time it took")
  void rate() {
    assertThat(running(300, 1000, Duration.ofSeconds(2)).rate()).isEqualTo(150.0);
    assertThat(running(1, 1000, Duration.ofMillis(1)).rate()).isEqualTo(1000.0);
  }

  @Test
  @DisplayName("will take what is left at that rate")
  void left() {
    assertThat(running(300, 1000, Duration.ofSeconds(3)).left()).contains(Duration.ofSeconds(7));
    assertThat(running(999, 1000, Duration.ofSeconds(999)).left()).contains(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("promises nothing before there is a rate")
  void nothingKnown() {
    assertThat(running(0, 1000, Duration.ZERO).rate()).isZero();
    assertThat(running(0, 1000, Duration.ZERO).left()).isEmpty();
    assertThat(running(0, 1000, Duration.ofSeconds(5)).left()).isEmpty();
  }

  @Test
  @DisplayName("has nothing left when all is done, or when it is over")
  void done() {
    assertThat(running(1000, 1000, Duration.ofSeconds(5)).left()).contains(Duration.ZERO);
    assertThat(running(1001, 1000, Duration.ofSeconds(5)).left()).contains(Duration.ZERO);
    assertThat(new CatchUp(false, 10, 1000, Duration.ofSeconds(5), true).left())
        .contains(Duration.ZERO);
    assertThat(CatchUp.NONE.left()).contains(Duration.ZERO);
    assertThat(CatchUp.NONE.rate()).isZero();
  }

  @Test
  @DisplayName("has finite numbers even for a century's backlog")
  void huge() {
    CatchUp catchUp = running(1, Long.MAX_VALUE, Duration.ofDays(36_500));

    assertThat(catchUp.rate()).isPositive();
    assertThat(catchUp.left().orElseThrow()).isPositive();
  }

  private static CatchUp running(long done, long total, Duration elapsed) {
    return new CatchUp(true, done, total, elapsed, false);
  }
}
