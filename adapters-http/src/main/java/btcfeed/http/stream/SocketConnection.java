package btcfeed.http.stream;

import btcfeed.domain.time.Clock;
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
 * A WebSocket with the stream. The connection's own thread reads control frames, a second thread
 * writes; client messages are ignored.
 *
 * <p>The writing thread sends the close frame and waits up to 1 s for the client's. Closing at once
 * would lose the close frame for a client that is still sending.
 */
final class SocketConnection implements ServerConnection {
  /** The maximum length of control frames; longer frames are not accepted. */
  private static final int MAX_FRAME_BYTES = 125;

  private static final int FRAME_BURST = 32;
  private static final Duration FRAME_INTERVAL = Duration.ofSeconds(1);
  private static final long CLOSE_TIMEOUT_MS = 1_000;

  private final ConnectionContext connection;
  private final StreamReader reader;
  private final SocketOutput out;
  private final TokenBucket frameLimit;
  private final RareLog log;
  private final CountDownLatch clientClosed = new CountDownLatch(1);
  private volatile Optional<Close> violation = Optional.empty();
  private volatile Optional<Thread> readingThread = Optional.empty();

  private record Close(int code, String reason) {}

  SocketConnection(ConnectionContext connection, StreamReader reader, Clock clock, RareLog log) {
    this.connection = connection;
    this.reader = reader;
    this.log = log;
    this.out = new SocketOutput(connection.dataWriter());
    this.frameLimit = new TokenBucket(FRAME_BURST, FRAME_INTERVAL, clock);
  }

  @Override
  public void handle(Limit limit) {
    readingThread = Optional.of(Thread.currentThread());
    Thread writer = Thread.ofVirtual().name("socket").start(this::write);
    try {
      read();
    } catch (RuntimeException _) {
      // The client left, or was disconnected.
    } finally {
      clientClosed.countDown();
      reader.leave();
      awaitEnd(writer);
    }
    // Bytes after a WebSocket are not a request.
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
      interruptReading();
    }
  }

  private void interruptReading() {
    readingThread.ifPresent(Thread::interrupt);
  }

  private void write() {
    try (reader) {
      out.write(reader.begin());
      reader.writeTo(out);
      Close close = closeFrame();
      out.close(close.code(), close.reason());
      if (!clientClosed.await(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        interruptReading();
      }
    } catch (IOException | UncheckedIOException | InterruptedException _) {
      // The client left, or was disconnected for not reading.
      interruptReading();
    } catch (RuntimeException bug) {
      log.error("a WebSocket failed and is closed", bug);
      interruptReading();
    }
  }

  private Close closeFrame() {
    return violation
        .or(
            () ->
                reader
                    .dropped()
                    .map(reason -> new Close(WsCloseCodes.TRY_AGAIN_LATER, reason.cause().code())))
        .orElse(new Close(WsCloseCodes.GOING_AWAY, "the service is stopping"));
  }

  /** Reads frames until the client closes or violates the protocol. */
  private void read() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = accept(ClientWsFrame.read(connection, connection.dataReader(), MAX_FRAME_BYTES));
      }
    } catch (WsCloseException wrong) {
      boolean tooBig = wrong.closeCode() == WsCloseCodes.TOO_BIG;
      violate(wrong.closeCode(), tooBig ? "the frame is too long" : "the frame is invalid");
      skipTheRest();
    } catch (IllegalArgumentException unknown) {
      violate(WsCloseCodes.PROTOCOL_ERROR, "the frame is invalid");
      skipTheRest();
    }
  }

  /** Returns false after the last frame. */
  private boolean accept(ClientWsFrame frame) {
    if (frameLimit.take() > 0) {
      violate(WsCloseCodes.VIOLATED_POLICY, "more than one frame a second");
    }
    return switch (frame.opCode()) {
      case PING -> {
        if (violation.isEmpty()) {
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

  private void violate(int code, String reason) {
    if (violation.isEmpty()) {
      violation = Optional.of(new Close(code, reason));
      reader.finish();
    }
  }

  /** After an invalid frame, the start of the next one is unknown. Ends with the connection. */
  private void skipTheRest() {
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

  private static void awaitEnd(Thread writer) {
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
