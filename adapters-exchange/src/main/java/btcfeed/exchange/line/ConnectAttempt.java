package btcfeed.exchange.line;

import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What becomes of one attempt to connect: decided once, by whoever is first. Any thread. */
final class ConnectAttempt {
  // So that a step that runs out of time reports the reason before the attempt as a whole is over.
  private static final int STEP_SHARE_PERCENT = 90;

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

  /** How long one step of an attempt may take: connecting, or the request for a token. */
  static Duration step(Duration timeout) {
    return timeout.multipliedBy(STEP_SHARE_PERCENT).dividedBy(100);
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
    Throwable reason = reason(failure);
    if (reason instanceof HandshakeRefused refused) {
      return new Opened.Failed(
          Optional.of(refused.status()), refused.retryAfter(wallUs), said(refused));
    }
    return new Opened.Failed(Optional.empty(), Optional.empty(), said(reason));
  }

  /** The failure of the connection itself, without wrappers that have no words of their own. */
  private static Throwable reason(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null
        && (!(reason instanceof IOException)
            || reason.getCause().toString().equals(reason.getMessage()))) {
      reason = reason.getCause();
    }
    return reason;
  }

  private static String said(Throwable failure) {
    return PayloadSample.of(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
  }
}
