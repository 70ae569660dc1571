package btcfeed.exchange.line;

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
import btcfeed.domain.port.LinePort;
import btcfeed.testsupport.FakeLine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The fake line that other tests use")
class FakeLineContractTest extends LinePortContract {
  private static final Venue VENUE = new Venue("binance");

  private final FakeLine line = new FakeLine(new LineId(VENUE, "a"));

  @Override
  protected LinePort line() {
    return line;
  }

  @Override
  protected FarEnd venue() {
    return new FarEnd() {
      @Override
      public void refuseNext(int httpStatus, Duration retryAfter) {
        line.refuse(
            new LinePort.Opened.Failed(
                Optional.of(httpStatus), Optional.of(retryAfter), "refused"));
      }

      @Override
      public void awaitClients(int count) {
        line.say(new LineEvent.Confirmed());
      }

      @Override
      public void trade(long... ids) {
        line.say(
            new LineEvent.Trades(
                Arrays.stream(ids).mapToObj(FakeLineContractTest::trade).toList(), 1, 1));
      }

      @Override
      public void garbage() {
        line.say(new LineEvent.Bad(BadInput.MALFORMED, "<html>", Optional.empty()));
      }

      @Override
      public void heartbeat() {
        line.say(new LineEvent.Heartbeat());
      }

      @Override
      public void announceClose() {
        line.say(new LineEvent.PlannedClose("maintenance", Duration.ofMinutes(1)));
      }

      @Override
      public void hangUp() {
        line.say(new LineEvent.Closed("gone"));
      }
    };
  }

  private static Trade trade(long id) {
    return new Trade(
        new Market(VENUE, Symbol.parse("BTC-USDT")),
        TradeId.of(id),
        Price.parse("64000.10"),
        Quantity.parse("0.5"),
        Side.BUY,
        1_770_000_000_000_000L);
  }
}
