package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("When a connection dies inside a message, a line")
class CutMessageTest {
  private static final String ROW =
      "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":64000.1,\"qty\":0.5,"
          + "\"trade_id\":%d,\"timestamp\":\"2026-08-25T03:35:57.198335Z\"}";
  private static final String TWO_AND_A_HALF =
      "{\"channel\":\"trade\",\"type\":\"update\",\"data\":["
          + ROW.formatted(9_001)
          + ","
          + ROW.formatted(9_002)
          + ","
          + ROW.formatted(9_003).replace("Z\"}", "");

  private final RecordedEvents events = new RecordedEvents();
  private VenueSimulator venue;

  @BeforeEach
  void start() throws IOException {
    venue = VenueSimulator.start(SimulatorOptions.usual("kraken"), new SystemClock());
  }

  @AfterEach
  void stop() {
    venue.close();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("delivers the trades that arrived whole, and the id of the one that did not")
  void salvages(Client client) {
    List<Trade> before = subscribed(client);
    venue.fault(new Fault.Raw("817e" + "%04x".formatted(5_000) + hex(TWO_AND_A_HALF)));
    venue.fault(new Fault.HangUp());

    assertThat(cut().trades())
        .extracting(trade -> trade.id().text())
        .containsExactly("9001", "9002");
    assertThat(cut().missed().orElseThrow().id().text()).isEqualTo("9003");
    assertThat(events.trades()).isEqualTo(before);
    assertThat(events.all().getLast()).isInstanceOf(LineEvent.Closed.class);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("joins the fragments that arrived")
  void fragments(Client client) {
    subscribed(client);
    int half = TWO_AND_A_HALF.length() / 2;
    String first = TWO_AND_A_HALF.substring(0, half);
    String second = TWO_AND_A_HALF.substring(half);
    venue.fault(new Fault.Raw("017e" + "%04x".formatted(first.length()) + hex(first)));
    venue.fault(new Fault.Raw("8900"));
    venue.fault(new Fault.Raw("807e" + "%04x".formatted(5_000) + hex(second)));
    venue.fault(new Fault.HangUp());

    assertThat(cut().trades()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("delivers nothing if no trade arrived whole")
  void tooShort(Client client) {
    subscribed(client);
    venue.fault(new Fault.Raw("817e" + "%04x".formatted(5_000) + hex("{\"channel\":\"trade\",")));
    venue.fault(new Fault.HangUp());

    events.await(LineEvent.Closed.class, 1);
    assertThat(events.of(LineEvent.Cut.class)).isEmpty();
  }

  private LineEvent.Cut cut() {
    events.await(LineEvent.Closed.class, 1);
    return events.await(LineEvent.Cut.class, 1).getFirst();
  }

  /** The trades that came, after which a line knows how the venue speaks. */
  private List<Trade> subscribed(Client client) {
    VenueOptions settings =
        new VenueOptions(List.of(Symbol.parse("BTC-USD")), Optional.of(venue.uri()), Lines.LIMIT);
    Lines.open(client.line(Venues.builtIn().codec("kraken", settings)), events);
    events.await(LineEvent.Confirmed.class, 1);
    List<Trade> trades = venue.burst(3);
    events.awaitTrades(trades);
    return trades;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
