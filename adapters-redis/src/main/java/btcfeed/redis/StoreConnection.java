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
 * A connected client that runs scripts. It is usable while its one connection lives. After a broken
 * connection or a missing answer, {@link Connector} closes it and makes another.
 */
final class StoreConnection {
  /** Longest wait, in the background, until a client has closed. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

  private final RedissonClient client;
  private final Topology.Node node;
  private final NameWatch watch;
  private final RScript timedScripts;
  private final List<Object> keys;
  private final CompletableFuture<Void> gone;
  private final Duration timeout;
  private final Clock clock;
  private volatile boolean canLoad = true;

  /**
   * @param client is closed with this connection
   * @param gone completes exceptionally when the client's connection ends
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
    this.timedScripts =
        client.getScript(OptionalOptions.defaults().codec(ScriptCodec.TEXTS).timeout(timeout));
    this.gone = gone;
    this.timeout = timeout;
    this.clock = clock;
  }

  Topology.Node node() {
    return node;
  }

  /** The new addresses of the server's name, if it has moved; else empty. */
  String movedTo() {
    return watch.movedTo();
  }

  boolean isGone() {
    return gone.isDone();
  }

  List<Object> keys() {
    return keys;
  }

  /**
   * Loads the scripts and reads the position, so that no later call pays for what happens once in a
   * server or JVM. A server without SCRIPT LOAD learns each script when it first runs.
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
      canLoad = false;
    }
    ScriptCall position = ScriptCall.of(Script.POSITION, keys);
    return result(send(position), position, deadline);
  }

  /**
   * Runs a script and returns its answer, whatever that is. A restarted server has lost the
   * scripts, so they are loaded again. The wait ends at once when the connection ends.
   */
  Object run(ScriptCall call) throws ExecutionException, TimeoutException, InterruptedException {
    return finish(call, start(call));
  }

  /** Sends a script, whose answer {@link #finish} waits for. */
  CompletableFuture<Object> start(ScriptCall call) {
    return send(call).toCompletableFuture();
  }

  /** Waits for the answer to a script that was sent, or repeats it as {@link #run} does. */
  Object finish(ScriptCall call, CompletableFuture<Object> sent)
      throws ExecutionException, TimeoutException, InterruptedException {
    return result(sent, call, clock.nanos() + timeout.toNanos());
  }

  private Object result(CompletionStage<Object> sent, ScriptCall call, long deadline)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return await(sent, deadline);
    } catch (ExecutionException e) {
      if (!Failures.isNoScript(e)) {
        throw e;
      }
    }
    if (!canLoad) {
      return await(eval(call), deadline);
    }
    await(load(call.script()), deadline);
    return await(send(call), deadline);
  }

  /**
   * Sends a script. The future completes with the answer, or exceptionally at the timeout or the
   * end of the connection. It completes on a thread of the client.
   */
  CompletableFuture<Object> begin(ScriptCall call) {
    CompletableFuture<Object> answer = send(timedScripts, call).toCompletableFuture();
    return CompletableFuture.anyOf(answer, gone).thenCompose(_ -> answer);
  }

  private RFuture<String> load(Script script) {
    return client
        .getScript(script.codec())
        .scriptLoadAsync(keys.getFirst().toString(), script.text());
  }

  private RFuture<Object> send(ScriptCall call) {
    return send(client.getScript(call.script().codec()), call);
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
    return client
        .getScript(call.script().codec())
        .evalAsync(
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

  CompletableFuture<Void> close() {
    return CompletableFuture.runAsync(
        () -> client.shutdown(0, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS),
        task -> Thread.ofVirtual().name("redis-closing").start(task));
  }
}
