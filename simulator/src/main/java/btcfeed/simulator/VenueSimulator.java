package btcfeed.simulator;

import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A simulated venue on loopback, with the real protocol and ids. Its WebSocket has subscriptions,
 * heartbeats and trades of seeded random walks; its HTTP server has pages of past trades.
 *
 * <p>Trades happen on request ({@link #trade}, {@link #burst}, {@link #blast}) or at a rate ({@link
 * #live}). Every trade is recorded on the {@link #tape}, sent or not: a correct feed knows exactly
 * these. {@link #fault} injects failures.
 *
 * <p>Any thread; messages arrive in the order of the calls. Calls that send wait while a client is
 * 8 MiB behind; live trades disconnect such a client.
 */
public final class VenueSimulator implements AutoCloseable {
  private static final int BLAST_CHUNK = 256;
  private static final long FAST_TICK_US = 1_000;
  private static final long SLOW_TICK_US = 10_000;
  private static final double FAST_RATE = 200;
  // Limits what is made up for after the computer slept.
  private static final long MAX_TRADES_PER_TICK = 100_000;

  private final Clock clock;
  private final SimulatedExchange exchange;
  private final WebSocketServer server;
  private final SimulatorOptions options;
  private final String path;
  private final boolean tls;
  private final String host;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("simulator timer").factory());
  private final Future<?> pinging;
  private Optional<Future<?>> trading = Optional.empty();
  private double rate;
  private long liveSinceNanos;
  private long liveTrades;

  private VenueSimulator(
      VenueProtocol protocol,
      SimulatorOptions options,
      Clock clock,
      ServerSocketFactory sockets,
      boolean tls)
      throws IOException {
    this.options = options;
    this.clock = clock;
    this.exchange = new SimulatedExchange(options, protocol, clock);
    this.path = protocol.path();
    this.tls = tls;
    this.host = tls ? "localhost" : InetAddress.getLoopbackAddress().getHostAddress();
    this.server = new WebSocketServer(sockets, exchange);
    pinging = every(options.pingEvery().toNanos() / 1000, exchange::heartbeat);
  }

  private Future<?> every(long us, Runnable action) {
    return timer.scheduleAtFixedRate(action, us, us, TimeUnit.MICROSECONDS);
  }

  /** Starts a built-in venue that makes no trades by itself. */
  public static VenueSimulator start(SimulatorOptions options, Clock clock) throws IOException {
    return start(VenueProtocols.of(options.venue()), options, clock);
  }

  /**
   * Starts a venue that makes no trades by itself.
   *
   * @param options those of the protocol, changed or not
   */
  public static VenueSimulator start(VenueProtocol protocol, SimulatorOptions options, Clock clock)
      throws IOException {
    return new VenueSimulator(protocol, options, clock, ServerSocketFactory.getDefault(), false);
  }

  /** Starts a built-in venue behind TLS, for {@code localhost}. */
  public static VenueSimulator startSecure(
      SimulatorOptions options, Clock clock, SSLContext identity) throws IOException {
    return new VenueSimulator(
        VenueProtocols.of(options.venue()),
        options,
        clock,
        identity.getServerSocketFactory(),
        true);
  }

  /** The names of all built-in venues, sorted. */
  public static List<String> venues() {
    return VenueProtocols.names();
  }

  /** Its setup. */
  public SimulatorOptions options() {
    return options;
  }

  /** The WebSocket address at which clients connect and subscribe. */
  public URI uri() {
    return uri(path);
  }

  /** The address of its history pages, without a path: scheme, host and port. */
  public URI restUri() {
    return URI.create((tls ? "https" : "http") + "://" + host + ":" + server.port());
  }

  /** A WebSocket address of this venue. */
  public URI uri(String pathAndQuery) {
    return URI.create((tls ? "wss" : "ws") + "://" + host + ":" + server.port() + pathAndQuery);
  }

  /** Makes the next trade of the random walk. */
  public Trade trade() {
    return burst(1).getFirst();
  }

  /** Makes a trade with these values and the next id. */
  public Trade trade(Symbol symbol, String price, String quantity, Side side) {
    Price exact = Price.parse(price);
    Quantity size = Quantity.parse(quantity);
    return exchange
        .trade(true, () -> List.of(exchange.markets().trade(symbol, exact, size, side)))
        .getFirst();
  }

  /** Makes exactly this trade, with its id and time. */
  public void trade(Trade trade) {
    exchange.trade(true, () -> List.of(exchange.markets().record(trade)));
  }

  /** Makes several trades of the random walks at once. */
  public List<Trade> burst(int trades) {
    return exchange.trade(true, () -> exchange.markets().next(trades));
  }

  /** Makes trades as fast as the clients read, for benchmarks; returns after sending the last. */
  public void blast(long trades) {
    for (long left = trades; left > 0; left -= BLAST_CHUNK) {
      burst((int) Math.min(left, BLAST_CHUNK));
    }
  }

  /** Sends a text to every client. */
  public void send(String rawText) {
    fault(new Fault.Text(rawText));
  }

  /** Makes trades at this rate over all markets, until set to 0. */
  public synchronized void live(double tradesPerSecond) {
    trading.ifPresent(ticks -> ticks.cancel(false));
    trading = Optional.empty();
    rate = tradesPerSecond;
    liveSinceNanos = clock.nanos();
    liveTrades = 0;
    if (tradesPerSecond > 0) {
      long tickUs = tradesPerSecond > FAST_RATE ? FAST_TICK_US : SLOW_TICK_US;
      trading = Optional.of(every(tickUs, this::tick));
    }
  }

  /** Injects a failure. */
  public void fault(Fault fault) {
    exchange.fault(fault);
  }

  /** Ends every lasting fault. */
  public void heal() {
    exchange.heal();
  }

  /** The recorded trades, oldest first, as far as the tape reaches back. */
  public List<Trade> tape() {
    return exchange.locked(exchange.markets()::tape);
  }

  /**
   * Passes every later trade to an observer before any client gets it, one at a time and in order:
   * for ledgers that reach further back than the tape. The venue waits for the observer.
   */
  public void onTrade(Consumer<Trade> observer) {
    exchange.run(() -> exchange.markets().onTrade(observer));
  }

  /** The last thousand texts from clients, oldest first. */
  public List<String> requests() {
    return exchange.requests();
  }

  /** Path and query of the last thousand requests for pages, served or not, oldest first. */
  public List<String> pageRequests() {
    return exchange.pageRequests();
  }

  /** How many handshakes were answered, accepted or refused. */
  public long handshakes() {
    return exchange.handshakes();
  }

  /** How many clients are connected. */
  public int connections() {
    return server.peers().size();
  }

  /** Waits until this many clients have a subscription; false after a timeout. */
  public boolean awaitSubscribers(int count, Duration atMost) {
    return exchange.awaitSubscribers(count, atMost);
  }

  /** Stops and resets every client. Idempotent. */
  @Override
  public void close() {
    pinging.cancel(false);
    timer.shutdownNow();
    server.close();
    heal();
  }

  private synchronized void tick() {
    long due = (long) ((clock.nanos() - liveSinceNanos) / 1e9 * rate) - liveTrades;
    int trades = (int) Math.min(due, MAX_TRADES_PER_TICK);
    exchange.trade(false, () -> exchange.markets().next(trades));
    liveTrades += due;
  }
}
