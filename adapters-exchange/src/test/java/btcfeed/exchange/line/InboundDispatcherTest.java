package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Subscription;
import btcfeed.testsupport.RecordedEvents;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Messages of a connection")
class InboundDispatcherTest {
  private static final Market MARKET = new Market(new Venue("venue"), Symbol.parse("BTC-USD"));

  private static final int MANY_BAD_ROWS = 100;

  private static final OutboundQueue OUTBOUND =
      new OutboundQueue(
          new Subscription(
              URI.create("ws://127.0.0.1"),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Duration.ZERO,
              /* afterWelcome= */ false),
          new SystemClock());

  private final RecordedEvents events = new RecordedEvents();
  // A message is one byte: the id of its trade, or zero for a heartbeat.
  private final FrameDecoder decoder =
      (bytes, _, sink) -> {
        if (bytes[0] == 0) {
          sink.heartbeat();
        } else if (bytes[0] == MANY_BAD_ROWS) {
          sink.bad(BadInput.WRONG_SHAPE, Optional.empty(), 1_000_000);
        } else {
          sink.trade(trade(bytes[0]));
        }
      };
  private final InboundDispatcher dispatcher =
      new InboundDispatcher(decoder, events, OUTBOUND, new SystemClock());

  @Test
  @DisplayName("that arrive together become one event of at most 16 trades, in order")
  void together() {
    dispatcher.arrived(0, 7);
    for (int id = 1; id <= 20; id++) {
      message(id);
    }
    dispatcher.flush();

    assertThat(events.of(LineEvent.Trades.class).stream().map(event -> event.trades().size()))
        .containsExactly(16, 4);
    assertThat(ids(events.trades()))
        .containsExactly(
            1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L,
            20L);
  }

  @Test
  @DisplayName("that arrive at different times become separate events with their own time")
  void apart() {
    arrive(1, 7);
    arrive(2, 8);
    dispatcher.flush();

    assertThat(events.of(LineEvent.Trades.class).stream().map(LineEvent.Trades::receiveNanos))
        .containsExactly(7L, 8L);
  }

  @Test
  @DisplayName("keep their order when another event is between them")
  void between() {
    dispatcher.arrived(0, 7);
    message(1);
    message(0);
    message(2);
    dispatcher.flush();

    assertThat(events.all())
        .containsExactly(
            new LineEvent.Trades(List.of(trade(1)), 0, 7),
            new LineEvent.Heartbeat(),
            new LineEvent.Trades(List.of(trade(2)), 0, 7));
  }

  @Test
  @DisplayName("are emitted once")
  void once() {
    arrive(1, 7);
    dispatcher.flush();
    dispatcher.flush();

    assertThat(ids(events.trades())).containsExactly(1L);
  }

  @Test
  @DisplayName("with a million bad rows become one report with the count")
  void countedRows() {
    arrive(MANY_BAD_ROWS, 7);
    dispatcher.flush();

    assertThat(events.of(LineEvent.Bad.class))
        .containsExactly(new LineEvent.Bad(BadInput.WRONG_SHAPE, "d", Optional.empty(), 1_000_000));
  }

  private void arrive(int id, long nanos) {
    dispatcher.arrived(0, nanos);
    message(id);
  }

  private void message(int id) {
    dispatcher.message(new byte[] {(byte) id}, /* binary= */ false);
  }

  private static List<Long> ids(List<Trade> trades) {
    return trades.stream().map(trade -> Long.parseLong(trade.id().text())).toList();
  }

  private static Trade trade(long id) {
    return new Trade(
        MARKET, TradeId.of(id), Price.parse("1"), Quantity.parse("1"), Side.BUY, 1_000_000);
  }
}
