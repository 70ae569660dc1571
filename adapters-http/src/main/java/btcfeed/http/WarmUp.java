package btcfeed.http;

import btcfeed.application.observe.ObserveFeed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Asks this server what a browser will ask, before the first one does: most of a first answer's
 * time is classes to load and code that was never run, and whoever opens the page after a restart
 * is in a hurry. Begins once there is a price, so as not to be in the way of the first one.
 */
final class WarmUp implements Runnable {
  private static final List<String> PATHS =
      List.of(
          "/",
          "/assets/page.css",
          "/assets/page.js",
          "/api/v1/overview",
          "/api/v1/candles?interval=1s&limit=120",
          "/api/v1/gaps");

  private static final int TIMES = 5;
  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();
  private static final Duration GIVE_UP = Duration.ofSeconds(2);

  private final ObserveFeed feed;
  private final InetSocketAddress server;
  private final BooleanSupplier over;

  /**
   * What is to be asked where.
   *
   * @param over true once the server closes
   */
  WarmUp(ObserveFeed feed, InetSocketAddress server, BooleanSupplier over) {
    this.feed = feed;
    this.server = server;
    this.over = over;
  }

  @Override
  public void run() {
    while (!over.getAsBoolean() && feed.snapshot().newest().isEmpty()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    for (int i = 0; i < TIMES; i++) {
      for (String path : PATHS) {
        if (over.getAsBoolean() || !answers(path)) {
          return;
        }
      }
    }
  }

  /** False if it did not; then nothing is lost but what this is for. */
  private boolean answers(String path) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(Math.toIntExact(GIVE_UP.toMillis()));
      socket.connect(reachable(), Math.toIntExact(GIVE_UP.toMillis()));
      OutputStream out = socket.getOutputStream();
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,application/json\r\n"
              + "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
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
