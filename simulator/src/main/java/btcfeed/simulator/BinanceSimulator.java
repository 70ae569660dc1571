package btcfeed.simulator;

import btcfeed.domain.time.Clock;
import java.io.IOException;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Binance on loopback: raw and combined streams, subscriptions by address or by request, pings, and
 * trades with contiguous ids from seeded random walks.
 */
public final class BinanceSimulator extends VenueSimulator {
  private BinanceSimulator(
      SimulatorOptions options, Clock clock, ServerSocketFactory sockets, boolean tls)
      throws IOException {
    super(options, clock, sockets, tls);
  }

  /** Starts one; it trades nothing by itself yet. */
  public static BinanceSimulator start(SimulatorOptions options, Clock clock) throws IOException {
    return new BinanceSimulator(options, clock, ServerSocketFactory.getDefault(), false);
  }

  /** Starts one behind TLS, for {@code localhost}. */
  public static BinanceSimulator startSecure(
      SimulatorOptions options, Clock clock, SSLContext identity) throws IOException {
    return new BinanceSimulator(options, clock, identity.getServerSocketFactory(), true);
  }
}
