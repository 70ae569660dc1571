package btcfeed.exchange.line;

import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What becomes of one attempt to connect: decided once, by whoever is first. Any thread. */
final class Attempt {
  private final CompletableFuture<Opened> outcome = new CompletableFuture<>();

  /**
   * Waits for the handshake; gives the attempt up when it takes too long.
   *
   * @param abort ends what has been begun
   */
  Opened await(Duration timeout, Runnable abort) {
    try {
      return outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return giveUp("no handshake within " + timeout.toMillis() + " ms", abort);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp("interrupted", abort);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the outcome is always a value", e);
    }
  }

  /** Connected; false if it was given up before. */
  boolean connected(LinePort.Connection connection) {
    return outcome.complete(new Opened.Connected(connection));
  }

  /**
   * Not connected.
   *
   * @param wallUs now
   */
  void failed(Exception failure, long wallUs) {
    outcome.complete(failure(failure, wallUs));
  }

  private Opened giveUp(String detail, Runnable abort) {
    if (outcome.complete(new Opened.Failed(Optional.empty(), Optional.empty(), detail))) {
      abort.run();
    }
    return outcome.join();
  }

  private static Opened failure(Exception failure, long wallUs) {
    if (failure instanceof HandshakeRefused refused) {
      return new Opened.Failed(
          Optional.of(refused.status()), refused.retryAfter(wallUs), said(refused));
    }
    Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
    return new Opened.Failed(Optional.empty(), Optional.empty(), said(cause));
  }

  private static String said(Throwable failure) {
    return Sample.of(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
  }
}
