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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The trading floor: the markets and the clients under one lock, so that everything that happens
 * has one order. What goes wrong on purpose is {@link BinanceFaults}' part.
 */
final class BinanceFloor implements WebSocketServer.Handler {
  private static final int MAX_REQUESTS_KEPT = 1000;
  private static final int POLICY_VIOLATION = 1008;

  private final SimulatorOptions options;
  private final Clock clock;
  private final BinanceMarkets markets;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Peer, BinanceClient> clients = new ConcurrentHashMap<>();
  private final List<Fault.Standing> standing = new CopyOnWriteArrayList<>();
  private final ArrayDeque<String> requests = new ArrayDeque<>();
  private long handshakes;

  BinanceFloor(SimulatorOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.markets = new BinanceMarkets(options);
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
    BinanceFaults faults = new BinanceFaults(this, clients.values());
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
  }

  void heal() {
    standing.clear();
  }

  List<Trade> tape() {
    return locked(markets::tape);
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
    Optional<Fault.Fragmented> fragmented = standing(Fault.Fragmented.class);
    for (BinanceClient client : clients.values()) {
      if (fragmented.isPresent()) {
        trades.forEach(trade -> client.send(trade, fragmented.get().cuts()));
      } else {
        trades.forEach(client::add);
        client.flush(patient);
      }
    }
  }

  /** Pings everybody, and parts with those who do not answer. */
  void ping() {
    boolean silent = standing(Fault.Silence.class).filter(fault -> !fault.pings()).isPresent();
    if (silent) {
      return;
    }
    locked(
        () -> {
          String payload = Long.toString(wallMs());
          long pongWithin = options.pongWithin().toNanos();
          for (BinanceClient client : clients.values()) {
            if (!client.muted() && !client.ping(payload, clock.nanos(), pongWithin)) {
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

  long wallMs() {
    return clock.wallUs() / 1000;
  }

  List<String> requests() {
    return locked(() -> List.copyOf(requests));
  }

  long handshakes() {
    return locked(() -> handshakes);
  }

  boolean awaitSubscribers(int count, Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (left > 0
          && clients.values().stream().filter(BinanceClient::subscribed).count() < count) {
        left = changed.awaitNanos(left);
      }
      return left > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public WebSocketServer.Answer answer(Request request) {
    Optional<Fault.RefuseHandshakes> refusal =
        locked(
            () -> {
              handshakes++;
              return takeRefusal();
            });
    if (refusal.isPresent()) {
      Map<String, String> headers = new LinkedHashMap<>();
      refusal
          .get()
          .retryAfter()
          .ifPresent(wait -> headers.put("Retry-After", Long.toString(wait.toSeconds())));
      return new WebSocketServer.Answer.Refused(refusal.get().status(), headers);
    }
    if (standing(Fault.HandshakeUnanswered.class).isPresent()) {
      return new WebSocketServer.Answer.None();
    }
    String path = request.path();
    boolean known = path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
    return known
        ? new WebSocketServer.Answer.Welcome()
        : new WebSocketServer.Answer.Refused(404, Map.of());
  }

  @Override
  public void connected(Peer peer, Request request) {
    if (standing(Fault.AcceptThenDrop.class).isPresent()) {
      peer.hangUp();
      return;
    }
    locked(
        () -> {
          clients.put(peer, new BinanceClient(peer, request));
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
          if (requests.size() == MAX_REQUESTS_KEPT) {
            requests.removeFirst();
          }
          requests.addLast(request);
          Optional<BinanceClient> client = Optional.ofNullable(clients.get(peer));
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
    long now = clock.wallUs();
    return options.microseconds() ? now : now - now % 1000;
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
