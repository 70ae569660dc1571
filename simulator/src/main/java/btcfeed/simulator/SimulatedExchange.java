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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The trading floor: the markets and the clients under one lock, so that everything that happens
 * has one order. What goes wrong on purpose is {@link Faults}' part.
 */
final class SimulatedExchange implements WebSocketServer.Handler, ExchangeView {
  private static final int MAX_REQUESTS_KEPT = 1000;
  private static final int POLICY_VIOLATION = 1008;

  private final SimulatorOptions options;
  private final VenueProtocol voice;
  private final Clock clock;
  private final Supplier<String> address;
  private final SimulatedMarkets markets;
  private final FreezeGate standstill = new FreezeGate();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Peer, ConnectedClient> clients = new ConcurrentHashMap<>();
  private final List<Fault.Standing> standing = new CopyOnWriteArrayList<>();
  private final ArrayDeque<String> requests = new ArrayDeque<>();
  private final ArrayDeque<String> pageRequests = new ArrayDeque<>();
  private long handshakes;
  private long pagesAsked;

  /**
   * Opens one.
   *
   * @param address its own, asked for only when a client is there
   */
  SimulatedExchange(
      SimulatorOptions options, VenueProtocol voice, Clock clock, Supplier<String> address) {
    this.options = options;
    this.voice = voice;
    this.clock = clock;
    this.address = address;
    this.markets = new SimulatedMarkets(options, voice);
  }

  /** A trade of the caller's choosing, with the next id, now. */
  Trade trade(Symbol symbol, Price price, Quantity quantity, Side side) {
    return locked(
        () -> {
          Trade trade = markets.trade(symbol, price, quantity, side, nowUs());
          tell(List.of(trade), true);
          return trade;
        });
  }

  /** A trade as it stands. */
  void trade(Trade trade) {
    locked(
        () -> {
          tell(List.of(markets.record(trade)), true);
          return trade;
        });
  }

  /** The next trades of the random walks, now, in one go. */
  List<Trade> trades(int count, boolean patient) {
    return locked(
        () -> {
          List<Trade> trades = happened(count);
          tell(trades, patient);
          return trades;
        });
  }

  /** Makes something go wrong once. */
  void happen(Fault.Now fault) {
    Faults faults = new Faults(this, clients.values());
    if (fault instanceof Fault.Reset) {
      // Not in order, so that it also reaches a client that takes nothing any more.
      faults.happen(fault);
      return;
    }
    locked(
        () -> {
          faults.happen(fault);
          return fault;
        });
  }

  /** Makes something go wrong from now on. */
  void last(Fault.Standing fault) {
    standing.add(fault);
    if (fault instanceof Fault.Frozen) {
      standstill.begin();
    }
  }

  void heal() {
    standing.clear();
    standstill.end();
  }

  List<Trade> tape() {
    return locked(markets::tape);
  }

  /** Shows every trade from now on to somebody. */
  void witness(Consumer<Trade> witness) {
    locked(
        () -> {
          markets.witness(witness);
          return witness;
        });
  }

  /** The newest trades, oldest first. Under the lock. */
  List<Trade> newest(int count) {
    return markets.last(count);
  }

  /** Trades that happen and are told to nobody yet. Under the lock. */
  List<Trade> happened(int count) {
    List<Trade> trades = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trades.add(markets.next(nowUs()));
    }
    return trades;
  }

  /** Tells the clients of trades. Under the lock. */
  void tell(List<Trade> trades, boolean patient) {
    if (standing(Fault.Silence.class).isPresent()) {
      return;
    }
    List<Integer> cuts = cuts();
    long nowNanos = clock.nanos();
    clients.values().forEach(client -> client.tell(trades, patient, cuts, nowNanos));
  }

  /** Does what manners demand of everybody, and parts with those who keep it waiting. */
  void beat() {
    if (speechless()) {
      return;
    }
    locked(
        () -> {
          HeartbeatPolicy manners = voice.profile().manners();
          String payload = Long.toString(wallUs() / 1000);
          long within = options.pongWithin().toNanos();
          for (ConnectedClient client : clients.values()) {
            if (!client.muted() && !client.beat(manners, payload, clock.nanos(), within)) {
              client.peer().send(Frames.close(POLICY_VIOLATION, "Pong timeout"));
              client.peer().hangUp();
            }
          }
          return payload;
        });
  }

  /** Where texts are cut into frames at the moment; nowhere, if that fault is not on. */
  List<Integer> cuts() {
    return standing(Fault.Fragmented.class).map(Fault.Fragmented::cuts).orElse(List.of());
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
    return markets.last(symbol, count);
  }

  @Override
  public long wallUs() {
    long aheadUs =
        standing(Fault.ClockSkew.class).map(skew -> skew.ahead().toNanos() / 1000).orElse(0L);
    return clock.wallUs() + aheadUs;
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

  long pagesAsked() {
    return locked(() -> pagesAsked);
  }

  long handshakes() {
    return locked(() -> handshakes);
  }

  boolean awaitSubscribers(int count, Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (left > 0
          && clients.values().stream().filter(ConnectedClient::subscribed).count() < count) {
        left = changed.awaitNanos(left);
      }
      return clients.values().stream().filter(ConnectedClient::subscribed).count() >= count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public FreezeGate standstill() {
    return standstill;
  }

  @Override
  public WebSocketServer.Answer answer(RequestHead request) {
    Optional<Fault.RefuseHandshakes> refusal =
        locked(
            () -> {
              handshakes++;
              return takeRefusal();
            });
    if (refusal.isPresent()) {
      return new WebSocketServer.Answer.Refused(
          refusal.get().status(), waiting(refusal.get().retryAfter()));
    }
    if (standing(Fault.HandshakeUnanswered.class).isPresent()) {
      return new WebSocketServer.Answer.None();
    }
    return voice.connects(request.path())
        ? new WebSocketServer.Answer.Welcome()
        : new WebSocketServer.Answer.Refused(404, Map.of());
  }

  @Override
  public Optional<HistoryPage> page(RequestHead request) {
    return locked(
        () -> {
          pagesAsked++;
          keep(pageRequests, request.target());
          Optional<Fault.RefusePages> refusal = takePageRefusal();
          if (refusal.isPresent()) {
            int status = refusal.get().status();
            Map<String, String> headers = waiting(refusal.get().retryAfter());
            return Optional.of(new HistoryPage(status, headers, voice.sorry(status)));
          }
          return standing(Fault.PagesUnanswered.class).isPresent()
              ? Optional.empty()
              : Optional.of(voice.page(Query.of(request), this));
        });
  }

  @Override
  public void connected(Peer peer, RequestHead request) {
    if (standing(Fault.AcceptThenDrop.class).isPresent()) {
      peer.hangUp();
      return;
    }
    locked(
        () -> {
          ConnectedClient client =
              new ConnectedClient(peer, voice.talk(request, this), clock.nanos());
          clients.put(peer, client);
          client.hello();
          changed.signalAll();
          return peer;
        });
  }

  @Override
  public void text(Peer peer, byte[] message) {
    String request = new String(message, StandardCharsets.UTF_8);
    Optional<Fault.RefuseSubscriptions> refusal = standing(Fault.RefuseSubscriptions.class);
    boolean unanswered = standing(Fault.SubscriptionsUnanswered.class).isPresent();
    locked(
        () -> {
          keep(requests, request);
          Optional<ConnectedClient> client = Optional.ofNullable(clients.get(peer));
          boolean small =
              client.isPresent() && client.get().smallTalk(request, !speechless(), clock.nanos());
          if (small) {
            return request;
          }
          if (refusal.isPresent()) {
            client.ifPresent(c -> c.refuse(request, refusal.get().code(), refusal.get().message()));
          } else if (!unanswered) {
            client.ifPresent(c -> c.handle(request));
          }
          changed.signalAll();
          return request;
        });
  }

  @Override
  public void pong(Peer peer, byte[] payload) {
    locked(
        () -> {
          Optional.ofNullable(clients.get(peer)).ifPresent(client -> client.pong(payload));
          return payload;
        });
  }

  @Override
  public void gone(Peer peer) {
    clients.remove(peer);
  }

  private long nowUs() {
    long now = wallUs();
    return options.microseconds() || voice.profile().micros() ? now : now - now % 1000;
  }

  private Optional<Fault.RefuseHandshakes> takeRefusal() {
    Optional<Fault.RefuseHandshakes> next = standing(Fault.RefuseHandshakes.class);
    next.ifPresent(
        fault -> {
          standing.remove(fault);
          if (fault.times() > 1) {
            standing.add(
                new Fault.RefuseHandshakes(fault.status(), fault.retryAfter(), fault.times() - 1));
          }
        });
    return next;
  }

  private Optional<Fault.RefusePages> takePageRefusal() {
    Optional<Fault.RefusePages> next = standing(Fault.RefusePages.class);
    next.ifPresent(
        fault -> {
          standing.remove(fault);
          if (fault.times() > 1) {
            standing.add(
                new Fault.RefusePages(fault.status(), fault.retryAfter(), fault.times() - 1));
          }
        });
    return next;
  }

  /** Whether it says nothing at all any more. */
  private boolean speechless() {
    return standing(Fault.Silence.class).filter(fault -> !fault.pings()).isPresent();
  }

  private static void keep(ArrayDeque<String> kept, String request) {
    if (kept.size() == MAX_REQUESTS_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(request);
  }

  private static Map<String, String> waiting(Optional<Duration> retryAfter) {
    return retryAfter
        .map(wait -> Map.of("Retry-After", Long.toString(wait.toSeconds())))
        .orElse(Map.of());
  }

  private <T extends Fault.Standing> Optional<T> standing(Class<T> kind) {
    return standing.stream().filter(kind::isInstance).map(kind::cast).findFirst();
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
