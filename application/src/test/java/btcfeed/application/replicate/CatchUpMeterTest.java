package btcfeed.application.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.store.StoreName;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The account of a catching up")
class CatchUpMeterTest {
  private final CatchUpMeter meter = new CatchUpMeter(StoreName.PRIMARY, _ -> {});

  @Test
  @DisplayName("that broke off is done once the store turns out to lack nothing")
  void interrupted() {
    meter.begin(100, 0);
    meter.advance(40, 60, 1);
    meter.interrupt(2);
    assertThat(meter.report(3).done()).isEqualTo(40);

    meter.nothingLeft(TimeUnit.SECONDS.toNanos(1));

    assertThat(meter.report(4).running()).isFalse();
    assertThat(meter.report(4).done()).isEqualTo(100);
    assertThat(meter.report(4).total()).isEqualTo(100);
  }
}
