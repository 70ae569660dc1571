package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@EnumSource(Client.class)
@DisplayName("A line to a venue that sends large messages")
class LargeMessagesTest {
  private static final int LIMIT = 10 * 1024 * 1024;
  private static final int LAST_FRAME = 0x81;
  private static final int FIRST_FRAGMENT = 0x01;

  private final Client client;
  private final RecordedEvents events = new RecordedEvents();
  private final MessageBudget budget = new MessageBudget(4L * LIMIT);

  LargeMessagesTest(Client client) {
    this.client = client;
  }

  @ParameterizedTest
  @DisplayName("accepts every frame up to the limit of a message")
  @ValueSource(ints = {65_535, 65_536, 4_300_000, 9_000_000, LIMIT})
  void upToTheLimit(int bytes) throws IOException {
    byte[] frame = RawVenue.frame(LAST_FRAME, spaces(bytes));
    byte[] trade = RawVenue.text(RawVenue.TRADE);
    byte[] both = Arrays.copyOf(frame, frame.length + trade.length);
    System.arraycopy(trade, 0, both, frame.length, trade.length);
    try (RawVenue venue = RawVenue.upgrading(both)) {
      LinePort.Connection connection = Lines.open(line(venue), events);

      RecordedEvents.await(() -> assertThat(events.trades()).hasSize(1));
      assertThat(events.of(LineEvent.Bad.class))
          .extracting(LineEvent.Bad::reason)
          .containsExactly(BadInput.MALFORMED);
      assertThat(events.of(LineEvent.Closed.class)).isEmpty();
      RecordedEvents.await(() -> assertThat(budget.reservedBytes()).isZero());
      connection.close("enough");
    }
  }

  @Test
  @DisplayName("ends at a frame above the limit, with the same text over both libraries")
  void aboveTheLimit() throws IOException {
    try (RawVenue venue = RawVenue.upgrading(RawVenue.frame(LAST_FRAME, spaces(LIMIT + 1)))) {
      Lines.open(line(venue), events);

      assertThat(events.await(LineEvent.Closed.class, 1))
          .containsExactly(new LineEvent.Closed("a message was too long"));
      assertThat(events.of(LineEvent.Bad.class))
          .singleElement()
          .satisfies(
              bad -> {
                assertThat(bad.reason()).isEqualTo(BadInput.OVERSIZED);
                assertThat(bad.sample())
                    .isEqualTo("a message of at least 10485761 bytes; the limit is 10485760 bytes");
              });
    }
  }

  @ParameterizedTest
  @DisplayName("stays within the budget that all unfinished messages share, and releases all of it")
  @ValueSource(ints = {LAST_FRAME, FIRST_FRAGMENT})
  void sharedBudget(int first) throws IOException {
    byte[] unfinished = RawVenue.frame(first, spaces(9_000_000));
    int cut = first == LAST_FRAME ? unfinished.length - 1 : unfinished.length;
    try (RawVenue venue = RawVenue.upgrading(Arrays.copyOf(unfinished, cut))) {
      LinePort line = line(venue);
      List<LinePort.Connection> open = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        open.add(Lines.open(line, events));
      }

      // Eight times nine megabytes do not go into forty.
      List<LineEvent.Closed> closed = events.await(LineEvent.Closed.class, 4);
      assertThat(closed).contains(new LineEvent.Closed("a message was too long"));
      assertThat(events.of(LineEvent.Bad.class))
          .allSatisfy(
              bad -> {
                assertThat(bad.reason()).isEqualTo(BadInput.OVERSIZED);
                assertThat(bad.sample())
                    .endsWith("41943040 bytes for the unfinished messages of all connections");
              });
      assertThat(budget.reservedBytes()).isLessThanOrEqualTo(budget.limitBytes());
      open.parallelStream().forEach(connection -> connection.close("enough"));
      RecordedEvents.await(() -> assertThat(budget.reservedBytes()).isZero());
    }
  }

  private LinePort line(RawVenue venue) {
    return client.line(Lines.codec(venue.uri()), LIMIT, budget);
  }

  private static byte[] spaces(int count) {
    byte[] spaces = new byte[count];
    Arrays.fill(spaces, (byte) ' ');
    return spaces;
  }
}
