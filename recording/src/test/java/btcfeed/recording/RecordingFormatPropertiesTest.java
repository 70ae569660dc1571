package btcfeed.recording;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("A line of a recording")
class RecordingFormatPropertiesTest {
  @Property
  @Label("says the same when it is read back, whatever bytes came, on one line")
  void readBack(
      @ForAll long timeUs,
      @ForAll @IntRange(min = 1, max = 999_999_999) int connection,
      @ForAll RecordedEvent.Kind kind,
      @ForAll byte[] payload) {
    RecordedEvent recorded =
        new RecordedEvent(
            timeUs, new LineId(new Venue("coinbase-advanced"), "b"), connection, kind, payload);

    byte[] line = RecordingFormat.line(recorded);

    byte[] content = Arrays.copyOf(line, line.length - 1);
    assertThat(content).doesNotContain('\n');
    assertThat(line[content.length]).isEqualTo((byte) '\n');
    assertThat(RecordingFormat.parse(content)).contains(recorded);
  }

  @Property
  @Label("is none if it is noise, and reading it is survived")
  void noise(@ForAll byte[] noise) {
    assertThat(RecordingFormat.parse(noise)).isEmpty();
  }
}
