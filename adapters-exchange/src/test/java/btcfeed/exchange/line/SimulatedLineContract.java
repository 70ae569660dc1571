package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.SystemClock;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** What every line promises, to a simulated venue. */
abstract class SimulatedLineContract extends LinePortContract {
  private static final String PING = "8900";

  private final VenueSimulator simulator;
  private final LinePort line;

  /** Of one kind of line. */
  SimulatedLineContract(Function<URI, LinePort> lines) throws IOException {
    simulator = VenueSimulator.start(SimulatorOptions.usual(), new SystemClock());
    line = lines.apply(simulator.uri("/ws/btcusdt@trade"));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Override
  protected LinePort line() {
    return line;
  }

  @Override
  protected FarEnd venue() {
    return new FarEnd() {
      @Override
      public void refuseNext(int httpStatus, Duration retryAfter) {
        simulator.fault(new Fault.RefuseHandshakes(httpStatus, Optional.of(retryAfter), 1));
      }

      @Override
      public void awaitClients(int count) {
        assertThat(simulator.awaitSubscribers(count, Lines.TIMEOUT)).isTrue();
      }

      @Override
      public void trade(long... ids) {
        for (long id : ids) {
          simulator.trade(tradeWith(id));
        }
      }

      @Override
      public void garbage() {
        simulator.send("<html>");
      }

      @Override
      public void heartbeat() {
        simulator.fault(new Fault.Raw(PING));
      }

      @Override
      public void announceClose() {
        simulator.fault(new Fault.ServerShutdown());
      }

      @Override
      public void hangUp() {
        simulator.fault(new Fault.HangUp());
      }
    };
  }

  private static Trade tradeWith(long id) {
    return new Trade(
        new Market(new Venue("binance"), Symbol.parse("BTC-USDT")),
        TradeId.of(id),
        Price.parse("64000.10"),
        Quantity.parse("0.5"),
        Side.BUY,
        1_770_000_000_000_000L);
  }
}
