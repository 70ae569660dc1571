package btcfeed.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on the loopback address that answers whatever a test says. */
public final class CannedServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Function<String, Canned> answers = _ -> Canned.of(200, "[]");

  /** An answer. */
  public interface Canned {
    void write(HttpExchange exchange, CountDownLatch closed) throws IOException;

    static Canned of(int status, String body) {
      return of(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Canned of(int status, Map<String, String> headers, byte[] body) {
      return (exchange, _) -> {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      };
    }

    /** The beginning of a body, and nothing more of it. */
    static Canned dripping(int status) {
      return (exchange, closed) -> {
        exchange.sendResponseHeaders(status, 100);
        exchange.getResponseBody().write("[\n\n\n\n\n\n\n\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        await(closed);
      };
    }

    /** The same bytes again and again, as long as the client reads. */
    static Canned endless(int status, String first, String again) {
      return (exchange, _) -> {
        exchange.sendResponseHeaders(status, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(first.getBytes(StandardCharsets.UTF_8));
        byte[] much = again.repeat(10_000).getBytes(StandardCharsets.UTF_8);
        while (true) {
          body.write(much);
        }
      };
    }

    private static void await(CountDownLatch closed) {
      try {
        closed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  public CannedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** From now on, by the path and query of the request. */
  public void answer(Function<String, Canned> by) {
    answers = by;
  }

  /** From now on, always. */
  public void answer(Canned always) {
    answers = _ -> always;
  }

  /** Paths and queries asked for so far. */
  public List<String> asked() {
    return asked;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      answers.apply(exchange.getRequestURI().toString()).write(exchange, closed);
    } catch (IOException _) {
      // The client had enough.
    }
  }
}
