package btcfeed.benchmarks.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Requests one path at a steady rate over persistent connections. The time of an answer counts from
 * when its request was due, so that a stall counts for all requests that wait meanwhile.
 */
public final class Requests implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final int TIMEOUT_MS = 10_000;
  private static final long MOST_US = 60_000_000;

  private final byte[] question;
  private final List<Socket> sockets = new ArrayList<>();
  private final Histogram times = new ConcurrentHistogram(MOST_US, 3);
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger unwell = new AtomicInteger();

  /** Connects to a server on this computer. */
  public Requests(int port, String path) throws IOException {
    question =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MS);
      sockets.add(socket);
    }
  }

  /** The number of answers that report an unhealthy feed. They are valid answers. */
  public int unwell() {
    return unwell.get();
  }

  /**
   * Sends requests at a rate for a time. Returns the answer times in microseconds; fails if an
   * answer is missing.
   */
  public Histogram run(int perSecond, Duration time) throws IOException {
    long count = perSecond * time.toSeconds();
    long apart = 1_000_000_000L / perSecond;
    long begin = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (Socket socket : sockets) {
      threads.add(
          Thread.ofPlatform()
              .name("asks")
              .daemon()
              .start(() -> ask(socket, next, count, begin, apart)));
    }
    for (Thread thread : threads) {
      join(thread);
    }
    if (failed.get() > 0) {
      throw new IOException(failed + " questions had no good answer");
    }
    return times;
  }

  private void ask(Socket socket, AtomicInteger next, long count, long begin, long apart) {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
      for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        long due = begin + i * apart;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        socket.getOutputStream().write(question);
        switch (ResponseCheck.read(in)) {
          case 200 -> {}
          case 503 -> unwell.incrementAndGet();
          default -> failed.incrementAndGet();
        }
        times.recordValue(Math.clamp((System.nanoTime() - due) / 1_000, 0, MOST_US));
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    }
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
