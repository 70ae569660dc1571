package btcfeed.http.stream;

import btcfeed.domain.time.Clock;
import btcfeed.http.server.ConnectionLimit;
import btcfeed.http.server.RareLog;
import btcfeed.http.server.TokenBucket;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket that tells the stream: the connection's own thread hears what the client says, which
 * is little, and another one writes.
 *
 * <p>The writing thread says goodbye, whatever the reason, and then waits a moment for the client
 * to do so too: closing at once would take the reason from a client that is still sending.
 */
final class SocketConnection implements ServerConnection {
  /** All that is heard are control frames, which are no longer than that. */
  private static final int MOST_BYTES = 125;

  private static final int MOST_FRAMES = 32;
  private static final Duration FRAME_EACH = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final ConnectionContext connection;
  private final StreamReader reader;
  private final SocketOutput out;
  private final TokenBucket allowance;
  private final RareLog log;
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile Optional<Goodbye> objection = Optional.empty();
  private volatile Optional<Thread> hearing = Optional.empty();

  private record Goodbye(int code, String reason) {}

  SocketConnection(ConnectionContext connection, StreamReader reader, Clock clock, RareLog log) {
    this.connection = connection;
    this.reader = reader;
    this.log = log;
    this.out = new SocketOutput(connection.dataWriter());
    this.allowance = new TokenBucket(MOST_FRAMES, FRAME_EACH, clock);
  }

  @Override
  public void handle(Limit limit) {
    ConnectionLimit.beginFlow();
    hearing = Optional.of(Thread.currentThread());
    Thread telling = Thread.ofVirtual().name("socket").start(this::tell);
    try {
      hear();
    } catch (RuntimeException _) {
      // The client is gone, or was let go of.
    } finally {
      gone.countDown();
      reader.leave();
      awaitEnd(telling);
    }
    // What comes behind a WebSocket is no request.
    throw new CloseConnectionException("the WebSocket is closed");
  }

  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    reader.finish();
    if (interrupt) {
      hearing.ifPresent(Thread::interrupt);
    }
  }

  private void tell() {
    try (reader) {
      out.write(reader.begin());
      reader.writeTo(out);
      Goodbye goodbye = goodbye();
      out.close(goodbye.code(), goodbye.reason());
      if (!gone.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        hearing.ifPresent(Thread::interrupt);
      }
    } catch (IOException | UncheckedIOException | InterruptedException _) {
      // The client is gone, or was cut off for not reading.
      hearing.ifPresent(Thread::interrupt);
    } catch (RuntimeException bug) {
      log.error("a WebSocket had to end", bug);
      hearing.ifPresent(Thread::interrupt);
    }
  }

  private Goodbye goodbye() {
    return objection
        .or(
            () ->
                reader.dropped().map(why -> new Goodbye(WsCloseCodes.TRY_AGAIN_LATER, why.code())))
        .orElse(new Goodbye(WsCloseCodes.GOING_AWAY, "the service stops"));
  }

  /** Until the client says goodbye. */
  private void hear() {
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = take(ClientWsFrame.read(connection, connection.dataReader(), MOST_BYTES));
      } catch (WsCloseException wrong) {
        boolean big = wrong.closeCode() == WsCloseCodes.TOO_BIG;
        object(wrong.closeCode(), big ? "nothing that long is heard here" : "that is no frame");
        goesOn = false;
        ignoreTheRest();
      } catch (IllegalArgumentException unknown) {
        object(WsCloseCodes.PROTOCOL_ERROR, "that is no frame");
        goesOn = false;
        ignoreTheRest();
      }
    }
  }

  /** False if it was the last one. */
  private boolean take(ClientWsFrame frame) {
    if (allowance.take() > 0) {
      object(
          WsCloseCodes.VIOLATED_POLICY, "this only tells, and hears no more than a ping a second");
    }
    return switch (frame.opCode()) {
      case PING -> {
        if (objection.isEmpty()) {
          out.pong(bytes(frame.payloadData()));
        }
        yield true;
      }
      case PONG, TEXT, BINARY, CONTINUATION -> true;
      case CLOSE -> {
        out.close(WsCloseCodes.NORMAL_CLOSE, "");
        yield false;
      }
    };
  }

  private void object(int code, String reason) {
    if (objection.isEmpty()) {
      objection = Optional.of(new Goodbye(code, reason));
      reader.finish();
    }
  }

  /** Where frames begin is not known any more. Ends with the connection. */
  private void ignoreTheRest() {
    DataReader rest = connection.dataReader();
    while (true) {
      rest.ensureAvailable();
      rest.skip(rest.available());
    }
  }

  private static byte[] bytes(BufferData payload) {
    byte[] bytes = new byte[payload.available()];
    payload.read(bytes);
    return bytes;
  }

  private static void awaitEnd(Thread telling) {
    boolean interrupted = false;
    while (telling.isAlive()) {
      try {
        telling.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
