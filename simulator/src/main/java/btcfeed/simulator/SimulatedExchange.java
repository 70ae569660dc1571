package btcfeed.simulator;

import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.time.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The simulated exchange: its markets and clients under one lock, so that all events have one
 * order. {@link FaultInjector} executes faults that happen once; {@link ActiveFaults} holds those
 * that last.
 */
final class SimulatedExchange implements WebSocketServer.Handler, ExchangeView {
  private static final int MAX_REQUESTS = 1000;
  private static final int POLICY_VIOLATION = 1008;

  private final SimulatorOptions options;
  private final VenueProtocol protocol;
  private final Clock clock;
  private final Supplier<String> address;
  private final SimulatedMarkets markets;
  private final ActiveFaults faults = new ActiveFaults();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Peer, ConnectedClient> clients = new ConcurrentHashMap<>();
  private final ArrayDeque<String> requests = new ArrayDeque<>();
  private final ArrayDeque<String> pageRequests = new ArrayDeque<>();
  private long handshakes;
  private long pagesRequested;

  /**
   * Creates an exchange without clients.
   *
   * @param address its own address, read only when a client is connected
   */
  SimulatedExchange(
      SimulatorOptions options, VenueProtocol protocol, Clock clock, Supplier<String> address) {
    this.options = options;
    this.protocol = protocol;
    this.clock = clock;
    this.address = address;
    this.markets = new SimulatedMarkets(options, protocol);
  }

  /** Makes a trade with these values, the next id and the present time. */
  Trade trade(Symbol symbol, Price price, Quantity quantity, Side side) {
    return locked(
        () -> {
          Trade trade = markets.trade(symbol, price, quantity, side, tradeTimeUs());
          publish(List.of(trade), true);
          return trade;
        });
  }

  /** Makes exactly this trade. */
  void trade(Trade trade) {
    run(() -> publish(List.of(markets.record(trade)), true));
  }

  /** Makes the next trades of the random walks. */
  List<Trade> trades(int count, boolean wait) {
    return locked(
        () -> {
          List<Trade> trades = next(count);
          publish(trades, wait);
          return trades;
        });
  }

  void inject(Fault.Once fault) {
    FaultInjector injector = new FaultInjector(this, clients.values());
    if (fault instanceof Fault.Reset) {
      // Without the lock, so that it also reaches a client that no longer reads.
      injector.inject(fault);
    } else {
      run(() -> injector.inject(fault));
    }
  }

  void start(Fault.Lasting fault) {
    faults.start(fault);
  }

  void heal() {
    faults.heal();
  }

  List<Trade> tape() {
    return locked(markets::tape);
  }

  void onTrade(Consumer<Trade> observer) {
    run(() -> markets.onTrade(observer));
  }

  /** The newest trades, oldest first. Under the lock. */
  List<Trade> newest(int count) {
    return markets.newest(count);
  }

  /** The next trades, which are not sent yet. Under the lock. */
  List<Trade> next(int count) {
    return IntStream.range(0, count).mapToObj(_ -> markets.next(tradeTimeUs())).toList();
  }

  /** Sends trades to the clients. Under the lock. */
  void publish(List<Trade> trades, boolean wait) {
    if (faults.has(Fault.Silence.class)) {
      return;
    }
    List<Integer> cuts = cuts();
    long nowNanos = clock.nanos();
    clients.values().forEach(client -> client.publish(trades, wait, cuts, nowNanos));
  }

  /** Sends the heartbeats that are due, and disconnects clients that are silent for too long. */
  void heartbeat() {
    if (silent()) {
      return;
    }
    run(
        () -> {
          HeartbeatPolicy policy = protocol.profile().heartbeats();
          String payload = Long.toString(wallMs());
          long within = options.pongWithin().toNanos();
          for (ConnectedClient client : clients.values()) {
            if (!client.muted() && !client.heartbeat(policy, payload, clock.nanos(), within)) {
              client.peer().send(Frames.close(POLICY_VIOLATION, "Pong timeout"));
              client.peer().hangUp();
            }
          }
        });
  }

  /** Where text messages are cut into frames; empty without that fault. */
  List<Integer> cuts() {
    return faults.find(Fault.Fragmented.class).map(Fault.Fragmented::cuts).orElse(List.of());
  }

  @Override
  public List<Symbol> symbols() {
    return options.symbols();
  }

  @Override
  public List<Trade> tape(Symbol symbol) {
    return markets.tape(symbol);
  }

  @Override
  public List<Trade> newest(Symbol symbol, int count) {
    return markets.newest(symbol, count);
  }

  @Override
  public long wallUs() {
    Duration ahead =
        faults.find(Fault.ClockSkew.class).map(Fault.ClockSkew::ahead).orElse(Duration.ZERO);
    return clock.wallUs() + ahead.toNanos() / 1000;
  }

  @Override
  public String address() {
    return address.get();
  }

  List<String> requests() {
    return locked(() -> List.copyOf(requests));
  }

  List<String> pageRequests() {
    return locked(() -> List.copyOf(pageRequests));
  }

  long pagesRequested() {
    return locked(() -> pagesRequested);
  }

  long handshakes() {
    return locked(() -> handshakes);
  }

  boolean awaitSubscribers(int count, Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (left > 0 && subscribers() < count) {
        left = changed.awaitNanos(left);
      }
      return subscribers() >= count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public FreezeGate gate() {
    return faults.gate();
  }

  @Override
  public WebSocketServer.Answer answer(RequestHead request) {
    Optional<Fault.RefuseHandshakes> refusal =
        locked(
            () -> {
              handshakes++;
              return faults.takeRefusal(Fault.RefuseHandshakes.class);
            });
    if (refusal.isPresent()) {
      return new WebSocketServer.Answer.Refused(refusal.get().status(), retryAfter(refusal.get()));
    }
    if (faults.has(Fault.HandshakeUnanswered.class)) {
      return new WebSocketServer.Answer.None();
    }
    return protocol.connects(request.path())
        ? new WebSocketServer.Answer.Welcome()
        : new WebSocketServer.Answer.Refused(404, Map.of());
  }

  @Override
  public Optional<HistoryPage> page(RequestHead request) {
    return locked(
        () -> {
          pagesRequested++;
          record(pageRequests, request.target());
          Optional<Fault.RefusePages> refusal = faults.takeRefusal(Fault.RefusePages.class);
          if (refusal.isPresent()) {
            int status = refusal.get().status();
            return Optional.of(
                new HistoryPage(status, retryAfter(refusal.get()), protocol.refusal(status)));
          }
          return faults.has(Fault.PagesUnanswered.class)
              ? Optional.empty()
              : Optional.of(protocol.page(request, this));
        });
  }

  @Override
  public void connected(Peer peer, RequestHead request) {
    if (faults.has(Fault.AcceptThenDrop.class)) {
      peer.hangUp();
      return;
    }
    run(
        () -> {
          ConnectedClient client =
              new ConnectedClient(peer, protocol.session(request, this), clock.nanos());
          clients.put(peer, client);
          client.greet();
          changed.signalAll();
        });
  }

  @Override
  public void text(Peer peer, byte[] message) {
    ClientRequest request = new ClientRequest(new String(message, StandardCharsets.UTF_8));
    run(
        () -> {
          record(requests, request.json());
          Optional.ofNullable(clients.get(peer)).ifPresent(client -> handle(client, request));
          changed.signalAll();
        });
  }

  @Override
  public void pong(Peer peer, byte[] payload) {
    run(() -> Optional.ofNullable(clients.get(peer)).ifPresent(client -> client.pong(payload)));
  }

  @Override
  public void gone(Peer peer) {
    clients.remove(peer);
  }

  private void handle(ConnectedClient client, ClientRequest request) {
    if (client.handlePing(request, !silent(), clock.nanos())) {
      return;
    }
    Optional<Fault.RefuseSubscriptions> refusal = faults.find(Fault.RefuseSubscriptions.class);
    if (refusal.isPresent()) {
      client.refuse(request, refusal.get().code(), refusal.get().message());
    } else if (!faults.has(Fault.SubscriptionsUnanswered.class)) {
      client.handle(request);
    }
  }

  private long subscribers() {
    return clients.values().stream().filter(ConnectedClient::subscribed).count();
  }

  private long tradeTimeUs() {
    long now = wallUs();
    return options.microseconds() || protocol.profile().micros() ? now : now - now % 1000;
  }

  /** Whether the venue sends neither trades nor heartbeats. */
  private boolean silent() {
    return faults.find(Fault.Silence.class).filter(fault -> !fault.pings()).isPresent();
  }

  private static void record(ArrayDeque<String> recent, String request) {
    if (recent.size() == MAX_REQUESTS) {
      recent.removeFirst();
    }
    recent.addLast(request);
  }

  private static Map<String, String> retryAfter(Fault.Refusal refusal) {
    return refusal
        .retryAfter()
        .map(wait -> Map.of("Retry-After", Long.toString(wait.toSeconds())))
        .orElse(Map.of());
  }

  private void run(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
