package btcfeed.redis;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
final class StoreConnection {
  /** Longest wait, in the background, for a client to let go of what it holds. */
  private static final Duration CLOSING = Duration.ofMillis(100);

  private final RedissonClient client;
  private final Topology.Node node;
  private final NameWatch watch;
  private final RScript scripts;
  private final RScript timed;
  private final List<Object> keys;
  private volatile boolean loads = true;
  private final CompletableFuture<Void> gone;
  private final Duration timeout;
  private final Clock clock;

  /**
   * Takes the client over.
   *
   * @param gone completes exceptionally when its connection ends
   */
  StoreConnection(
      RedissonClient client,
      Topology.Node node,
      NameWatch watch,
      KeyNames names,
      CompletableFuture<Void> gone,
      Duration timeout,
      Clock clock) {
    this.client = client;
    this.node = node;
    this.watch = watch;
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

  /** Where the server's name leads now, if that is not where this leads; else empty. */
  String movedTo() {
    return watch.movedTo();
  }

  boolean isGone() {
    return gone.isDone();
  }

  /** The keys every script is told of. */
  List<Object> keys() {
    return keys;
  }

  /**
   * Teaches the server the scripts and asks it one question, so that no later call pays for what
   * happens only once: here, or in a JVM that has just started. Answers what it says of itself. A
   * server without SCRIPT LOAD learns each script when it is run first.
   */
  Object prepare(Duration within)
      throws ExecutionException, TimeoutException, InterruptedException {
    long deadline = clock.nanos() + within.toNanos();
    try {
      for (RFuture<String> loaded : Script.ALL.stream().map(this::load).toList()) {
        await(loaded, deadline);
      }
    } catch (ExecutionException e) {
      if (!Failures.isUnknownCommand(e, "script")) {
        throw e;
      }
      loads = false;
    }
    return within(send(scripts, position()), position(), deadline);
  }

  private ScriptCall position() {
    return ScriptCall.of(Script.POSITION, keys);
  }

  /**
   * Runs a script and returns its answer, whatever that is. A server that was restarted has
   * forgotten the scripts; it is taught again. The client would wait for its timeout; here the end
   * of the connection ends the wait.
   */
  Object run(ScriptCall call) throws ExecutionException, TimeoutException, InterruptedException {
    return finish(call, send(scripts, call).toCompletableFuture());
  }

  /** The answer to a script that was sent off, or to the same once more, as {@link #run} says. */
  Object finish(ScriptCall call, CompletableFuture<Object> begun)
      throws ExecutionException, TimeoutException, InterruptedException {
    return within(begun, call, clock.nanos() + timeout.toNanos());
  }

  private Object within(CompletionStage<Object> begun, ScriptCall call, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return await(begun, deadline);
    } catch (ExecutionException e) {
      if (!Failures.isNoScript(e)) {
        throw e;
      }
    }
    if (!loads) {
      return await(eval(call), deadline);
    }
    await(load(call.script()), deadline);
    return await(send(scripts, call), deadline);
  }

  /**
   * Sends a script off. Completes with its answer, or exceptionally when the timeout is over or the
   * connection has ended, on a thread of the client's, which the next call may be made on.
   */
  CompletableFuture<Object> begin(ScriptCall call) {
    CompletableFuture<Object> answer = send(timed, call).toCompletableFuture();
    return CompletableFuture.anyOf(answer, gone).thenCompose(_ -> answer);
  }

  private RFuture<String> load(Script script) {
    return scripts.scriptLoadAsync(keys.getFirst().toString(), script.text());
  }

  private static RFuture<Object> send(RScript scripts, ScriptCall call) {
    return scripts.evalShaAsync(
        RScript.Mode.READ_WRITE,
        call.script().sha(),
        RScript.ReturnType.LIST,
        call.keys(),
        call.arguments().toArray());
  }

  private RFuture<Object> eval(ScriptCall call) {
    return scripts.evalAsync(
        RScript.Mode.READ_WRITE,
        call.script().text(),
        RScript.ReturnType.LIST,
        call.keys(),
        call.arguments().toArray());
  }

  private <T> T await(CompletionStage<T> answer, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<T> future = answer.toCompletableFuture();
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
