package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
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
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Messages that are heard")
class InboundDispatcherTest {
  private static final Market MARKET = new Market(new Venue("venue"), Symbol.parse("BTC-USD"));

  private static final int MANY_BAD_ROWS = 100;

  private static final OutboundQueue SPEAKER =
      new OutboundQueue(
          new Subscription(URI.create("ws://127.0.0.1"), List.of()), new SystemClock());

  private final HeardEvents events = new HeardEvents();
  // A message is one byte: the id of its trade, or zero for a heartbeat.
  private final FrameDecoder decoder =
      (bytes, _, heard) -> {
        if (bytes[0] == 0) {
          heard.heartbeat();
        } else if (bytes[0] == MANY_BAD_ROWS) {
          heard.bad(BadInput.WRONG_SHAPE, Optional.empty(), 1_000_000);
        } else {
          heard.trade(trade(bytes[0]));
        }
      };
  private final InboundDispatcher hearing =
      new InboundDispatcher(
          decoder,
          new EventGate(events),
          SPEAKER,
          new ConnectionTap(FrameTap.NONE, new LineId(new Venue("venue"), "a"), new SystemClock()));

  @Test
  @DisplayName("together are said together, sixteen trades at most, in their order")
  void together() {
    for (int id = 1; id <= 20; id++) {
      hear(id, 7);
    }
    hearing.flush();

    assertThat(events.of(LineEvent.Trades.class).stream().map(event -> event.trades().size()))
        .containsExactly(16, 4);
    assertThat(ids(events.trades()))
        .containsExactly(
            1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L,
            20L);
  }

  @Test
  @DisplayName("at different times are said apart, each with its own time")
  void apart() {
    hear(1, 7);
    hear(2, 8);
    hearing.flush();

    assertThat(events.of(LineEvent.Trades.class).stream().map(LineEvent.Trades::receiveNanos))
        .containsExactly(7L, 8L);
  }

  @Test
  @DisplayName("keep their order when something else stands between them")
  void between() {
    hear(1, 7);
    hear(0, 7);
    hear(2, 7);
    hearing.flush();

    assertThat(events.all())
        .containsExactly(
            new LineEvent.Trades(List.of(trade(1)), 0, 7),
            new LineEvent.Heartbeat(),
            new LineEvent.Trades(List.of(trade(2)), 0, 7));
  }

  @Test
  @DisplayName("are said once")
  void once() {
    hear(1, 7);
    hearing.flush();
    hearing.flush();

    assertThat(ids(events.trades())).containsExactly(1L);
  }

  @Test
  @DisplayName("are one report for a million bad rows, which counts them")
  void countedRows() {
    hear(MANY_BAD_ROWS, 7);
    hearing.flush();

    assertThat(events.of(LineEvent.Bad.class))
        .containsExactly(new LineEvent.Bad(BadInput.WRONG_SHAPE, "d", Optional.empty(), 1_000_000));
  }

  private void hear(int id, long nanos) {
    hearing.hear(new byte[] {(byte) id}, /* binary= */ false, 0, nanos);
  }

  private static List<Long> ids(List<Trade> trades) {
    return trades.stream().map(trade -> Long.parseLong(trade.id().text())).toList();
  }

  private static Trade trade(long id) {
    return new Trade(
        MARKET, TradeId.of(id), Price.parse("1"), Quantity.parse("1"), Side.BUY, 1_000_000);
  }
}
