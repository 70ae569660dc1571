package btcfeed.http;

import btcfeed.application.observe.ObserveFeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends this server the requests of a browser before the first browser does.
 *
 * <p>Most of the time of a first response is class loading and interpreted code. The requests begin
 * when there is a price, so that they do not delay the first one.
 *
 * @param closed true once the server closes
 */
record WarmUp(ObserveFeed feed, InetSocketAddress server, BooleanSupplier closed)
    implements Runnable {
  private static final List<String> PATHS =
      List.of(
          "/",
          "/assets/page.css",
          "/assets/page.js",
          "/api/v1/overview",
          "/api/v1/candles?interval=1s&limit=120",
          "/api/v1/gaps");

  private static final int ROUNDS = 5;
  private static final long POLL_NANOS = Duration.ofMillis(250).toNanos();
  private static final int TIMEOUT_MS = 2_000;

  @Override
  public void run() {
    while (!closed.getAsBoolean() && feed.snapshot().newest().isEmpty()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (String path : PATHS) {
        if (closed.getAsBoolean() || !request(path)) {
          return;
        }
      }
    }
  }

  /** False without a response; the warm-up then ends and the server works as usual. */
  private boolean request(String path) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(reachable(), TIMEOUT_MS);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,application/json\r\n"
              + "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().readAllBytes().length > 0;
    } catch (IOException refused) {
      return false;
    }
  }

  private InetSocketAddress reachable() {
    return server.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort())
        : server;
  }
}
