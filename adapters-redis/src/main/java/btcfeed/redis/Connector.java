package btcfeed.redis;

import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.time.Clock;
import btcfeed.redis.Topology.Node;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/**
 * The one way to a Redis: holds the {@link StoreConnection} while it is good and makes a new one
 * when asked.
 *
 * <p>Making one blocks, some seconds where a server is silent, so it happens in the background: a
 * caller waits for it no longer than its timeout, and the next caller finds it further on. A new
 * client costs about 10 ms, because threads are kept here and shared by all of them. One thread.
 */
final class Connector {
  /**
   * What the first attempt may take besides: the client's classes are loaded once, in a second, or
   * in several where the machine is busy. What a silent server takes has a limit of its own.
   */
  private static final Duration FIRST = Duration.ofSeconds(10);

  /** What each step of the first attempt may take: a handshake of TLS needs many classes. */
  private static final Duration FIRST_STEP = Duration.ofSeconds(5);

  /** How long after a connection's end the client may still say better why. */
  private static final Duration LAST_WORDS = Duration.ofMillis(20);

  static {
    // A client that could not connect leaves a timer that never ran to the garbage collector; netty
    // would call that a leak, in the log of somebody whose store is away.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  private final RedisTarget target;
  private final KeyNames names;
  private final Failures failures;
  private final Clock clock;
  private Optional<Engine> engine = Optional.empty();
  private Optional<StoreConnection> link = Optional.empty();
  private Optional<CompletableFuture<StoreConnection>> making = Optional.empty();
  private Duration patience;
  private Duration step;
  private boolean closed;

  /** The server that the last attempt found to be the master, where there are several. */
  private volatile Optional<Node> found = Optional.empty();

  /** Whether a server is told what we are called; not all of them let us. */
  private volatile boolean named = true;

  private final AddressLookup lookup;

  Connector(
      RedisTarget target, KeyNames names, Failures failures, Clock clock, AddressLookup lookup) {
    this.lookup = lookup;
    this.target = target;
    this.names = names;
    this.failures = failures;
    this.clock = clock;
    this.patience = target.timeout().plus(FIRST);
    Duration usual = ClientConfig.patience(target);
    this.step = usual.compareTo(FIRST_STEP) > 0 ? usual : FIRST_STEP;
  }

  /** What all links of this store share: its threads, and who asks for the master. */
  private record Engine(EventLoopGroup loop, ExecutorService workers, MasterDiscovery scout) {
    static Engine start(
        RedisTarget target, KeyNames names, Failures failures, AddressLookup lookup) {
      EventLoopGroup loop =
          new MultiThreadIoEventLoopGroup(
              1, new DefaultThreadFactory("redis-io", true), NioIoHandler.newFactory());
      ExecutorService workers =
          Executors.newFixedThreadPool(2, new DefaultThreadFactory("redis-client", true));
      return new Engine(
          loop, workers, new MasterDiscovery(target, names, failures, loop, workers, lookup));
    }

    void stop() {
      scout.close();
      var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      workers.shutdown();
    }
  }

  /** The link there is, if it is good; never waits. */
  Way way() {
    if (link.filter(StoreConnection::isGone).isPresent()) {
      drop();
      return new Closed(new Failure.Unreachable(failures.text("it closed the connection")));
    }
    String moved = link.map(StoreConnection::movedTo).orElse("");
    if (!moved.isEmpty()) {
      drop();
      return new Closed(
          new Failure.Unreachable(
              failures.text("its name leads to another address now, " + moved)));
    }
    return link.<Way>map(Open::new)
        .orElseGet(() -> new Closed(new Failure.Unreachable(failures.text("not connected"))));
  }

  /** The link there is, or a new one. */
  Way connect() {
    if (closed) {
      return new Closed(new Failure.Unreachable(failures.text("closed")));
    }
    if (way() instanceof Open open) {
      return open;
    }
    CompletableFuture<StoreConnection> attempt = making.orElseGet(this::begin);
    making = Optional.of(attempt);
    try {
      StoreConnection made = attempt.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      making = Optional.empty();
      patience = target.timeout();
      link = Optional.of(made);
      return new Open(made);
    } catch (TimeoutException e) {
      patience = target.timeout();
      return new Closed(failures.unconnected(e, found));
    } catch (ExecutionException | CancellationException e) {
      making = Optional.empty();
      if (named && Failures.isUnknownCommand(e, "client")) {
        // CLIENT SETNAME is all that is sent for us alone; without it, then.
        named = false;
        return connect();
      }
      patience = target.timeout();
      return new Closed(failures.unconnected(e, found));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Closed(new Failure.Unreachable(failures.text("interrupted")));
    }
  }

  /** The server the link leads to, as it was named; empty without a link. */
  Optional<Node> node() {
    return link.map(StoreConnection::node);
  }

  /** Gives the link up: whatever it still carries will not be waited for. */
  void drop() {
    link.ifPresent(Connector::letGo);
    link = Optional.empty();
  }

  /** Lets go of everything, within a second or so. Idempotent. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (making.isPresent()) {
      var _ = making.get().thenAccept(Connector::letGo);
    }
    CompletableFuture<Void> done =
        link.map(StoreConnection::close).orElseGet(() -> CompletableFuture.completedFuture(null));
    link = Optional.empty();
    done.completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
    engine.ifPresent(Engine::stop);
    engine = Optional.empty();
  }

  /** Made with the first link, on the caller's thread: nobody waits for it at the start. */
  private Engine engine() {
    Engine running = engine.orElseGet(() -> Engine.start(target, names, failures, lookup));
    engine = Optional.of(running);
    return running;
  }

  /** A new link in the making, or the reason why it comes to nothing as soon as that is known. */
  private CompletableFuture<StoreConnection> begin() {
    Duration within = step;
    step = ClientConfig.patience(target);
    Engine running = engine();
    CompletableFuture<Void> gone = new CompletableFuture<>();
    CompletableFuture<StoreConnection> attempt = new CompletableFuture<>();
    var _ =
        CompletableFuture.supplyAsync(() -> make(running, gone, within), Connector::inBackground)
            .whenComplete(
                (made, why) -> {
                  if (why != null) {
                    attempt.completeExceptionally(why);
                  } else if (!attempt.complete(made)) {
                    letGo(made);
                  }
                });
    Executor later =
        CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    var _ = gone.whenCompleteAsync((_, why) -> attempt.completeExceptionally(why), later);
    return attempt;
  }

  private StoreConnection make(Engine running, CompletableFuture<Void> gone, Duration within) {
    try {
      found = Optional.empty();
      Node node = running.scout().find();
      found = Optional.of(node);
      NameWatch watch = new NameWatch(node.host(), lookup, clock);
      Config config =
          ClientConfig.of(
              target, node, running.loop(), running.workers(), within, watch, lookup, named, gone);
      RedissonClient client = Redisson.create(config);
      return prepared(
          new StoreConnection(client, node, watch, names, gone, target.timeout(), clock), within);
    } catch (GeneralSecurityException | NoMaster e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private StoreConnection prepared(StoreConnection fresh, Duration within)
      throws InterruptedException {
    boolean usable = false;
    try {
      refuseReplica(fresh.node(), fresh.prepare(within));
      usable = true;
      return fresh;
    } catch (ExecutionException e) {
      usable = lacksRight(e);
      if (usable) {
        return fresh;
      }
      throw new CompletionException(e);
    } catch (TimeoutException | NoMaster | Replies.Strange e) {
      throw new CompletionException(e);
    } finally {
      if (!usable) {
        letGo(fresh);
      }
    }
  }

  /** A server we may talk to, and not ask everything: the calls that follow say what is refused. */
  private boolean lacksRight(ExecutionException thrown) {
    return target.topology() instanceof Topology.Single
        && failures.refusal(thrown).filter(Failures::isLackOfRight).isPresent();
  }

  /** Where there are several, one that is no master any more, or not yet, is the wrong one. */
  private void refuseReplica(Node node, Object answer) throws NoMaster, Replies.Strange {
    List<String> said = Replies.position(answer);
    boolean several = !(target.topology() instanceof Topology.Single);
    if (several && Replies.role(said).equals("replica")) {
      throw new NoMaster(node + " was named the master and is a replica");
    }
  }

  private static void letGo(StoreConnection link) {
    var _ = link.close();
  }

  private static void inBackground(Runnable task) {
    Thread.ofVirtual().name("redis-connecting").start(task);
  }

  /** Whether there is a way to the server. */
  sealed interface Way {}

  record Open(StoreConnection link) implements Way {}

  record Closed(Failure failure) implements Way {}
}
