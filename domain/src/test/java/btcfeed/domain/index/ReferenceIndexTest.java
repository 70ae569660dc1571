package btcfeed.domain.index;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.index.ReferencePrice.Exclusion;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Venue;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reference price")
class ReferenceIndexTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final ReferenceIndex index = new ReferenceIndex();
  private long now;

  @Test
  @DisplayName("is unavailable before any venue traded")
  void nothing() {
    assertThat(index.at(now)).isInstanceOf(ReferencePrice.Unavailable.class);
  }

  @Test
  @DisplayName("of one venue is its price, degraded")
  void one() {
    trade("a", "64000.10");

    assertThat(index.at(now)).isInstanceOf(ReferencePrice.Degraded.class);
    assertThat(price()).isEqualTo("64000.10");
  }

  @Test
  @DisplayName("of two venues that agree is the lower one, and of two that do not it is degraded")
  void two() {
    trade("a", "64000.10");
    trade("b", "64010");
    assertThat(index.at(now)).isInstanceOf(ReferencePrice.Ok.class);
    assertThat(price()).isEqualTo("64000.10");

    trade("b", "68000");
    assertThat(index.at(now)).isInstanceOf(ReferencePrice.Degraded.class);
    assertThat(index.at(now).refused()).isEmpty();
  }

  @Test
  @DisplayName("does not change with the zeros that a venue writes")
  void zeros() {
    trade("a", "64000");
    trade("b", "64010");
    ReferencePrice before = index.at(now);
    trade("b", "64010.000");
    assertThat(index.at(now)).isEqualTo(before);
  }

  @Test
  @DisplayName("refuses a venue that goes astray, and takes it back only well inside")
  void astray() {
    trade("a", "64000");
    trade("b", "64001");
    trade("c", "67200");
    assertThat(index.at(now).refused()).containsEntry(new Venue("c"), Exclusion.OUTLIER).hasSize(1);
    assertThat(price()).isEqualTo("64000");

    trade("c", "64130");
    assertThat(index.at(now).refused()).hasSize(1);
    trade("c", "64070");
    assertThat(index.at(now).refused()).isEmpty();
    trade("c", "64130");
    assertThat(index.at(now).refused()).isEmpty();
    assertThat(index.at(now)).isInstanceOf(ReferencePrice.Ok.class);
  }

  @Test
  @DisplayName("excludes no venue over cents, however closely the others agree")
  void cents() {
    trade("a", "64000");
    trade("b", "64000");
    trade("c", "64000");
    trade("d", "64020");
    assertThat(index.at(now).refused()).isEmpty();
  }

  @Test
  @DisplayName("is degraded where half of the venues say something else")
  void split() {
    trade("a", "64000");
    trade("b", "64000");
    trade("c", "68000");
    trade("d", "68000");
    assertThat(index.at(now)).isInstanceOf(ReferencePrice.Degraded.class);
  }

  @Test
  @DisplayName("leaves a venue out when its silence is strange, and knows it again")
  void silence() {
    for (int i = 0; i < 60; i++) {
      trade("a", "64000");
      trade("b", "64001");
      trade("c", "64002");
      now += SECOND;
    }
    for (int i = 0; i < 9; i++) {
      trade("a", "64000");
      trade("b", "64001");
      now += SECOND;
    }
    assertThat(index.at(now).refused()).isEmpty();
    now += 2 * SECOND;
    trade("a", "64000");
    trade("b", "64001");
    assertThat(index.at(now).refused()).containsEntry(new Venue("c"), Exclusion.SILENT);

    trade("c", "64002");
    assertThat(index.at(now).refused()).isEmpty();
  }

  @Test
  @DisplayName("becomes unavailable a minute after the last trade, and names the silent venues")
  void allSilent() {
    trade("a", "64000");
    trade("b", "64001");
    now += 61 * SECOND;

    assertThat(index.at(now)).isInstanceOf(ReferencePrice.Unavailable.class);
    assertThat(index.at(now).refused()).hasSize(2);
  }

  private void trade(String venue, String price) {
    index.traded(new Venue(venue), Price.parse(price), now);
  }

  private String price() {
    return switch (index.at(now)) {
      case ReferencePrice.Ok(var quote, _) -> quote.price().text();
      case ReferencePrice.Degraded(var quote, _) -> quote.price().text();
      case ReferencePrice.Unavailable _ -> "";
    };
  }
}
