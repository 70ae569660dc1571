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
 * A venue on loopback: its WebSocket with subscriptions, heartbeats and trades of seeded random
 * walks, and its pages of past trades, in its own words and with ids as it gives them.
 *
 * <p>Trades come by hand ({@link #trade}, {@link #burst}, {@link #blast}), or by themselves at a
 * rate ({@link #live}). Every trade goes on the {@link #tape}, sent or not: it is what a feed
 * without a fault would know. {@link #fault} makes things go wrong.
 *
 * <p>Any thread; what two calls send arrives in the order of the calls. Calls that send wait while
 * a client is 8 MiB behind; a client that is so far behind the live trades is cut off.
 */
public class VenueSimulator implements AutoCloseable {
  private static final int BLAST_CHUNK = 256;
  private static final long FAST_TICK_US = 1_000;
  private static final long SLOW_TICK_US = 10_000;
  private static final double FAST_RATE = 200;
  // After the host slept, what was missed is not made up for.
  private static final long MAX_A_TICK = 100_000;

  private final Clock clock;
  private final SimulatedExchange floor;
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

  VenueSimulator(SimulatorOptions options, Clock clock, ServerSocketFactory sockets, boolean tls)
      throws IOException {
    this.options = options;
    this.clock = clock;
    VenueProtocol voice = VenueProtocols.of(options.venue());
    this.floor = new SimulatedExchange(options, voice, clock, () -> uri("").toString());
    this.path = voice.profile().path();
    this.tls = tls;
    this.host = tls ? "localhost" : InetAddress.getLoopbackAddress().getHostAddress();
    this.server = new WebSocketServer(options.port(), sockets, floor);
    long pingUs = options.pingEvery().toNanos() / 1000;
    pinging = timer.scheduleAtFixedRate(floor::beat, pingUs, pingUs, TimeUnit.MICROSECONDS);
  }

  /** Starts one; it trades nothing by itself yet. */
  public static VenueSimulator start(SimulatorOptions options, Clock clock) throws IOException {
    return new VenueSimulator(options, clock, ServerSocketFactory.getDefault(), false);
  }

  /** Starts one behind TLS, for {@code localhost}. */
  public static VenueSimulator startSecure(
      SimulatorOptions options, Clock clock, SSLContext identity) throws IOException {
    return new VenueSimulator(options, clock, identity.getServerSocketFactory(), true);
  }

  /** Names of the venues that can be simulated, in order. */
  public static List<String> venues() {
    return VenueProtocols.names();
  }

  /** How it was set up. */
  public SimulatorOptions options() {
    return options;
  }

  /** Where clients connect and then subscribe. */
  public URI uri() {
    return uri(path);
  }

  /** Where pages of past trades are: scheme, host and port, to which the venue's paths belong. */
  public URI restUri() {
    return URI.create((tls ? "https" : "http") + "://" + host + ":" + server.port());
  }

  /** An address at this venue. */
  public URI uri(String pathAndQuery) {
    return URI.create((tls ? "wss" : "ws") + "://" + host + ":" + server.port() + pathAndQuery);
  }

  /** The next trade of the random walk. */
  public Trade trade() {
    return burst(1).getFirst();
  }

  /** A trade of our choosing, with the next id. */
  public Trade trade(Symbol symbol, String price, String quantity, Side side) {
    return floor.trade(symbol, Price.parse(price), Quantity.parse(quantity), side);
  }

  /** A trade exactly as it stands, id and time included. */
  public void trade(Trade trade) {
    floor.trade(trade);
  }

  /** Several trades of the random walk in one go. */
  public List<Trade> burst(int trades) {
    return floor.trades(trades, true);
  }

  /**
   * As many trades as the clients can take, for benchmarks; returns when the last is on its way.
   */
  public void blast(long trades) {
    for (long left = trades; left > 0; left -= BLAST_CHUNK) {
      floor.trades((int) Math.min(left, BLAST_CHUNK), true);
    }
  }

  /** A text of our choosing, to everybody. */
  public void send(String rawText) {
    fault(new Fault.Text(rawText));
  }

  /** Trades by itself at this rate a second, over all markets, from now on; 0 stops it. */
  public synchronized void live(double tradesPerSecond) {
    trading.ifPresent(ticks -> ticks.cancel(false));
    trading = Optional.empty();
    rate = tradesPerSecond;
    liveSinceNanos = clock.nanos();
    liveTrades = 0;
    if (tradesPerSecond > 0) {
      long tickUs = tradesPerSecond > FAST_RATE ? FAST_TICK_US : SLOW_TICK_US;
      trading =
          Optional.of(timer.scheduleAtFixedRate(this::tick, tickUs, tickUs, TimeUnit.MICROSECONDS));
    }
  }

  /** Makes something go wrong. */
  public void fault(Fault fault) {
    switch (fault) {
      case Fault.Now now -> floor.happen(now);
      case Fault.Standing standing -> floor.last(standing);
    }
  }

  /** Ends every standing fault. */
  public void heal() {
    floor.heal();
  }

  /** What was traded, oldest first, as far as the tape reaches back. */
  public List<Trade> tape() {
    return floor.tape();
  }

  /**
   * Shows every trade from now on to somebody before any client hears of it, one at a time and in
   * order: for ledgers that reach further back than the tape. The venue waits for the witness.
   */
  public void witness(Consumer<Trade> witness) {
    floor.witness(witness);
  }

  /** The texts that clients sent, oldest first, the last thousand. */
  public List<String> requests() {
    return floor.requests();
  }

  /** The requests for pages, path and query, oldest first, the last thousand. */
  public List<String> pageRequests() {
    return floor.pageRequests();
  }

  /** How many pages were asked for, whether they were given or not. */
  public long pagesAsked() {
    return floor.pagesAsked();
  }

  /** Handshakes that were answered, whether with yes or no. */
  public long handshakes() {
    return floor.handshakes();
  }

  /** How many clients are connected. */
  public int connections() {
    return server.peers().size();
  }

  /** Waits for so many clients with a subscription; false if they do not come in time. */
  public boolean awaitSubscribers(int count, Duration atMost) {
    return floor.awaitSubscribers(count, atMost);
  }

  /** Stops, and resets every client. Idempotent. */
  @Override
  public void close() {
    pinging.cancel(false);
    timer.shutdownNow();
    server.close();
  }

  private synchronized void tick() {
    long due = (long) ((clock.nanos() - liveSinceNanos) / 1e9 * rate) - liveTrades;
    floor.trades((int) Math.min(due, MAX_A_TICK), false);
    liveTrades += due;
  }
}
