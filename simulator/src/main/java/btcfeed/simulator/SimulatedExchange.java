package btcfeed.simulator;

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
import java.util.function.Supplier;

/**
 * The simulated exchange: its markets and clients under one lock, so that all events have one
 * order. {@link FaultInjector} executes faults that happen once; {@link ActiveFaults} holds those
 * that last.
 */
final class SimulatedExchange implements WebSocketServer.Handler {
  private static final int MAX_REQUESTS = 1000;

  private final SimulatorOptions options;
  private final VenueProtocol protocol;
  private final Clock clock;
  private final SimulatedMarkets markets;
  private final ActiveFaults faults = new ActiveFaults();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Peer, ClientSession> clients = new ConcurrentHashMap<>();
  private final ArrayDeque<String> requests = new ArrayDeque<>();
  private final ArrayDeque<String> pageRequests = new ArrayDeque<>();
  private long handshakes;

  SimulatedExchange(SimulatorOptions options, VenueProtocol protocol, Clock clock) {
    this.options = options;
    this.protocol = protocol;
    this.clock = clock;
    this.markets = new SimulatedMarkets(options, protocol, this::wallUs);
  }

  /** Used under the lock. */
  SimulatedMarkets markets() {
    return markets;
  }

  /** Makes trades and sends them. */
  List<Trade> trade(boolean wait, Supplier<List<Trade>> next) {
    return locked(
        () -> {
          List<Trade> trades = next.get();
          publish(trades, wait);
          return trades;
        });
  }

  void fault(Fault fault) {
    FaultInjector injector = new FaultInjector(this, clients.values());
    switch (fault) {
      case Fault.Lasting lasting -> faults.start(lasting);
      // Without the lock, so that it also reaches a client that no longer reads.
      case Fault.Reset reset -> injector.inject(reset);
      case Fault.Once once -> run(() -> injector.inject(once));
    }
  }

  void heal() {
    faults.heal();
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
    long within = options.pongWithin().toNanos();
    if (!silent()) {
      run(() -> clients.values().forEach(client -> client.heartbeat(clock.nanos(), within)));
    }
  }

  /** Where text messages are cut into frames; empty without that fault. */
  List<Integer> cuts() {
    return faults.find(Fault.Fragmented.class).map(Fault.Fragmented::cuts).orElse(List.of());
  }

  List<String> requests() {
    return locked(() -> List.copyOf(requests));
  }

  List<String> pageRequests() {
    return locked(() -> List.copyOf(pageRequests));
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
  public void awaitThaw() {
    faults.awaitThaw();
  }

  @Override
  public HttpAnswer answer(RequestHead request) {
    return locked(() -> request.webSocketKey().isPresent() ? handshake(request) : page(request));
  }

  private HttpAnswer handshake(RequestHead request) {
    handshakes++;
    Optional<Fault.RefuseHandshakes> refusal = faults.takeRefusal(Fault.RefuseHandshakes.class);
    if (refusal.isPresent()) {
      return refusal(refusal.get(), "");
    }
    if (faults.has(Fault.HandshakeUnanswered.class)) {
      return new HttpAnswer.None();
    }
    return protocol.connects(request.path()) ? new HttpAnswer.Upgrade() : HttpAnswer.page(404, "");
  }

  private HttpAnswer page(RequestHead request) {
    record(pageRequests, request.target());
    Optional<Fault.RefusePages> refusal = faults.takeRefusal(Fault.RefusePages.class);
    if (refusal.isPresent()) {
      return refusal(refusal.get(), protocol.refusal(refusal.get().status()));
    }
    return faults.has(Fault.PagesUnanswered.class)
        ? new HttpAnswer.None()
        : protocol.page(request, markets);
  }

  @Override
  public void connected(Peer peer, RequestHead request) {
    if (faults.has(Fault.AcceptThenDrop.class)) {
      peer.hangUp();
      return;
    }
    run(
        () -> {
          ClientSession client = new ClientSession(peer, protocol, request, markets, clock.nanos());
          clients.put(peer, client);
          protocol.greet(client);
          client.flush(true);
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

  private void handle(ClientSession client, ClientRequest request) {
    if (client.handlePing(request, !silent(), clock.nanos())) {
      return;
    }
    Optional<Fault.RefuseSubscriptions> refusal = faults.find(Fault.RefuseSubscriptions.class);
    if (refusal.isPresent()) {
      protocol.refuse(client, request, refusal.get().code(), refusal.get().message());
    } else if (!faults.has(Fault.SubscriptionsUnanswered.class)) {
      protocol.request(client, request);
    }
    client.flush(true);
  }

  private long subscribers() {
    return clients.values().stream().filter(ClientSession::subscribed).count();
  }

  private long wallUs() {
    Duration ahead =
        faults.find(Fault.ClockSkew.class).map(Fault.ClockSkew::ahead).orElse(Duration.ZERO);
    return clock.wallUs() + ahead.toNanos() / 1000;
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

  private static HttpAnswer refusal(Fault.Refusal refusal, String body) {
    Map<String, String> headers =
        refusal
            .retryAfter()
            .map(wait -> Map.of("Retry-After", Long.toString(wait.toSeconds())))
            .orElse(Map.of());
    return new HttpAnswer.Page(refusal.status(), headers, body);
  }

  void run(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
