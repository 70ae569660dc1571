package btcfeed.redis;

import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.time.Clock;
import btcfeed.redis.MasterDiscovery.NoMaster;
import btcfeed.redis.Topology.Node;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.Redisson;
import org.redisson.config.Config;

/**
 * Holds the {@link StoreConnection} of one store while it is usable, and makes a new one on
 * request.
 *
 * <p>Connecting may block for seconds, so it runs in the background. A caller waits for it no
 * longer than its timeout; the next caller joins the same attempt. A new client costs about 10 ms,
 * because all clients of a store share their threads. One thread.
 */
final class Connector {
  /**
   * Extra time for the first attempt, which loads the client's classes: a second, or several on a
   * busy machine. The wait for a silent server has its own limit.
   */
  private static final Duration CLASS_LOADING = Duration.ofSeconds(10);

  /** Limit for each step of the first attempt; a TLS handshake loads many classes. */
  private static final Duration FIRST_STEP = Duration.ofSeconds(5);

  /** How long the client may still report a better reason after its connection ended. */
  private static final Duration REASON_DELAY = Duration.ofMillis(20);

  static {
    // A client that cannot connect leaves an unused timer to the garbage collector. Netty would
    // log that as a leak whenever a store is away.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  private final RedisTarget target;
  private final KeyNames names;
  private final Failures failures;
  private final Clock clock;
  private final AddressLookup lookup;
  private Optional<Engine> engine = Optional.empty();
  private Optional<StoreConnection> connection = Optional.empty();
  private Optional<CompletableFuture<StoreConnection>> attempt = Optional.empty();
  private Duration wait;
  private Duration stepTimeout;
  private boolean closed;

  /** The master that the last attempt found, where there are several servers. */
  private volatile Optional<Node> master = Optional.empty();

  /** Whether the client sends its name; some servers refuse the command. */
  private volatile boolean sendsName = true;

  Connector(
      RedisTarget target, KeyNames names, Failures failures, Clock clock, AddressLookup lookup) {
    this.target = target;
    this.names = names;
    this.failures = failures;
    this.clock = clock;
    this.lookup = lookup;
    this.wait = target.timeout().plus(CLASS_LOADING);
    Duration usual = ClientConfig.connectTimeout(target);
    this.stepTimeout = usual.compareTo(FIRST_STEP) > 0 ? usual : FIRST_STEP;
  }

  /** Whether the store can be called. */
  sealed interface Access {
    record Open(StoreConnection connection) implements Access {}

    record Closed(Failure failure) implements Access {}
  }

  /** What all connections of this store share. */
  private record Engine(ClientConfig.Shared shared, MasterDiscovery discovery) {
    void stop() {
      discovery.close();
      var _ = shared.loop().shutdownGracefully(0, 1, TimeUnit.SECONDS);
      shared.workers().shutdown();
    }
  }

  /** The present connection, if it is usable. Never waits. */
  Access current() {
    if (connection.filter(StoreConnection::isGone).isPresent()) {
      drop();
      return unreachable("it closed the connection");
    }
    String moved = connection.map(StoreConnection::movedTo).orElse("");
    if (!moved.isEmpty()) {
      drop();
      return unreachable("its name now leads to another address, " + moved);
    }
    return connection.<Access>map(Access.Open::new).orElseGet(() -> unreachable("not connected"));
  }

  /** The present connection, or a new one. */
  Access connect() {
    if (closed) {
      return unreachable("closed");
    }
    if (current() instanceof Access.Open open) {
      return open;
    }
    CompletableFuture<StoreConnection> running = attempt.orElseGet(this::begin);
    attempt = Optional.of(running);
    try {
      StoreConnection made = running.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      attempt = Optional.empty();
      wait = target.timeout();
      connection = Optional.of(made);
      return new Access.Open(made);
    } catch (TimeoutException e) {
      wait = target.timeout();
      return new Access.Closed(failures.unconnected(e, master));
    } catch (ExecutionException | CancellationException e) {
      attempt = Optional.empty();
      if (sendsName && Failures.isUnknownCommand(e, "client")) {
        sendsName = false;
        return connect();
      }
      wait = target.timeout();
      return new Access.Closed(failures.unconnected(e, master));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable("interrupted");
    }
  }

  private Access unreachable(String why) {
    return new Access.Closed(new Failure.Unreachable(failures.text(why)));
  }

  /** The server of the present connection; empty without one. */
  Optional<Node> node() {
    return connection.map(StoreConnection::node);
  }

  /** Discards the connection; answers that are still to come on it are lost. */
  void drop() {
    connection.ifPresent(Connector::closeInBackground);
    connection = Optional.empty();
  }

  /** Closes everything, within about a second. Idempotent. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (attempt.isPresent()) {
      var _ = attempt.get().thenAccept(Connector::closeInBackground);
    }
    connection.ifPresent(open -> open.close().completeOnTimeout(null, 1, TimeUnit.SECONDS).join());
    connection = Optional.empty();
    engine.ifPresent(Engine::stop);
    engine = Optional.empty();
  }

  /** Started with the first connection, so that a start of the service does not wait for it. */
  private Engine engine() {
    Engine running = engine.orElseGet(this::startEngine);
    engine = Optional.of(running);
    return running;
  }

  private Engine startEngine() {
    ClientConfig.Shared shared =
        new ClientConfig.Shared(
            new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("redis-io", true), NioIoHandler.newFactory()),
            Executors.newFixedThreadPool(2, new DefaultThreadFactory("redis-client", true)),
            lookup);
    return new Engine(shared, new MasterDiscovery(target, names, failures, shared));
  }

  /** Begins a new connection. The result fails as soon as the reason is known. */
  private CompletableFuture<StoreConnection> begin() {
    Duration step = stepTimeout;
    stepTimeout = ClientConfig.connectTimeout(target);
    Engine running = engine();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    CompletableFuture<StoreConnection> result = new CompletableFuture<>();
    var _ =
        CompletableFuture.supplyAsync(() -> make(running, gone, step), Connector::inBackground)
            .whenComplete(
                (made, why) -> {
                  if (why != null) {
                    result.completeExceptionally(why);
                  } else if (!result.complete(made)) {
                    closeInBackground(made);
                  }
                });
    Executor later =
        CompletableFuture.delayedExecutor(REASON_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    var _ = gone.whenCompleteAsync((_, why) -> result.completeExceptionally(why), later);
    return result;
  }

  private StoreConnection make(Engine running, CompletableFuture<Void> gone, Duration step) {
    try {
      master = Optional.empty();
      Node node = running.discovery().find();
      master = Optional.of(node);
      NameWatch watch = new NameWatch(node.host(), lookup, clock);
      Config config =
          ClientConfig.scripts(target, node, running.shared(), step, watch, sendsName, gone);
      return prepared(
          new StoreConnection(
              Redisson.create(config), node, watch, names, gone, target.timeout(), clock),
          step);
    } catch (GeneralSecurityException | NoMaster e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private StoreConnection prepared(StoreConnection fresh, Duration timeout)
      throws InterruptedException {
    boolean usable = false;
    try {
      rejectReplica(fresh.node(), fresh.prepare(timeout));
      usable = true;
      return fresh;
    } catch (ExecutionException e) {
      usable = lacksRight(e);
      if (usable) {
        return fresh;
      }
      throw new CompletionException(e);
    } catch (TimeoutException | NoMaster | Replies.Unexpected e) {
      throw new CompletionException(e);
    } finally {
      if (!usable) {
        closeInBackground(fresh);
      }
    }
  }

  /** The user may connect but lacks a right. The calls that follow report which one. */
  private boolean lacksRight(ExecutionException thrown) {
    return target.topology() instanceof Topology.Single
        && failures.refusal(thrown).filter(Failures::isLackOfRight).isPresent();
  }

  /** Among several servers, one that is not the master, or not yet, is the wrong one. */
  private void rejectReplica(Node node, Object reply) throws NoMaster, Replies.Unexpected {
    String role = Replies.role(Replies.position(reply));
    if (role.equals("replica") && !(target.topology() instanceof Topology.Single)) {
      throw new NoMaster(node + " was named the master and is a replica");
    }
  }

  private static void closeInBackground(StoreConnection connection) {
    var _ = connection.close();
  }

  private static void inBackground(Runnable task) {
    Thread.ofVirtual().name("redis-connecting").start(task);
  }
}
