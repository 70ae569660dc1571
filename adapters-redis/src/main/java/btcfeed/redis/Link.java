package btcfeed.redis;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.OptionalOptions;

/**
 * A connected client, good for as long as its one connection lives. Once it broke, or a call on it
 * had no answer, it is closed and another one made.
 */
final class Link {
  /** Longest wait, in the background, for a client to let go of what it holds. */
  private static final Duration CLOSING = Duration.ofMillis(100);

  private final RedissonClient client;
  private final Topology.Node node;
  private final RScript scripts;
  private final RScript timed;
  private final List<Object> keys;
  private final CompletableFuture<Void> gone;
  private final Duration timeout;
  private final Clock clock;

  /**
   * Takes the client over.
   *
   * @param gone completes exceptionally when its connection ends
   */
  Link(
      RedissonClient client,
      Topology.Node node,
      KeyNames names,
      CompletableFuture<Void> gone,
      Duration timeout,
      Clock clock) {
    this.client = client;
    this.node = node;
    this.keys = names.keys();
    this.scripts = client.getScript(ScriptCodec.INSTANCE);
    this.timed =
        client.getScript(OptionalOptions.defaults().codec(ScriptCodec.INSTANCE).timeout(timeout));
    this.gone = gone;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** The server it leads to. */
  Topology.Node node() {
    return node;
  }

  boolean isGone() {
    return gone.isDone();
  }

  /**
   * Teaches the server the scripts and asks it one question, so that no later call pays for what
   * happens only once: here, or in a JVM that has just started. Answers what it says of itself.
   */
  List<?> prepare(Duration within)
      throws ExecutionException, TimeoutException, InterruptedException {
    long deadline = clock.nanos() + within.toNanos();
    for (RFuture<String> loaded : Script.ALL.stream().map(this::load).toList()) {
      await(loaded, deadline);
    }
    return await(send(Script.POSITION, new Object[0]), deadline);
  }

  /**
   * Runs a script, loading it first where the server has forgotten it, all within the timeout.
   *
   * <p>The client itself would let a call whose connection died wait for its timeout; here the end
   * of the connection ends the wait.
   */
  List<?> run(Script script, Object... arguments)
      throws ExecutionException, TimeoutException, InterruptedException {
    return finish(script, send(script, arguments).toCompletableFuture(), arguments);
  }

  /** The answer to a script that was sent off, or to the same once more, as {@link #run} says. */
  List<?> finish(Script script, CompletableFuture<List<?>> begun, Object... arguments)
      throws ExecutionException, TimeoutException, InterruptedException {
    long deadline = clock.nanos() + timeout.toNanos();
    try {
      return await(begun, deadline);
    } catch (ExecutionException e) {
      if (!Failures.isNoScript(e)) {
        throw e;
      }
    }
    await(load(script), deadline);
    return await(send(script, arguments), deadline);
  }

  /**
   * Sends a script off. Completes with its answer, or exceptionally when the timeout is over or the
   * connection has ended, on a thread of the client's, which the next call may be made on.
   */
  CompletableFuture<List<?>> begin(Script script, Object... arguments) {
    CompletableFuture<List<?>> answer = send(timed, script, arguments).toCompletableFuture();
    return CompletableFuture.anyOf(answer, gone).thenCompose(_ -> answer);
  }

  private RFuture<String> load(Script script) {
    return scripts.scriptLoadAsync(keys.getFirst().toString(), script.text());
  }

  private RFuture<List<?>> send(Script script, Object[] arguments) {
    return send(scripts, script, arguments);
  }

  private RFuture<List<?>> send(RScript scripts, Script script, Object[] arguments) {
    return scripts.evalShaAsync(
        RScript.Mode.READ_WRITE, script.sha(), RScript.ReturnType.LIST, keys, arguments);
  }

  private <T> T await(RFuture<T> answer, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    return await(answer.toCompletableFuture(), deadline);
  }

  private <T> T await(CompletableFuture<T> future, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture.anyOf(future, gone)
        .get(Math.max(0, deadline - clock.nanos()), TimeUnit.NANOSECONDS);
    return future.get(0, TimeUnit.NANOSECONDS);
  }

  /** Lets go of the connection, in the background. */
  CompletableFuture<Void> close() {
    return CompletableFuture.runAsync(
        () -> client.shutdown(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS),
        task -> Thread.ofVirtual().name("redis-closing").start(task));
  }
}
