package btcfeed.benchmarks.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Answers every request with the same bytes, for comparison. Ends with its standard input. */
public final class PlainServer {
  private PlainServer() {}

  /** Runs; the argument is the size of an answer in bytes. */
  public static void main(String[] args) throws IOException {
    // Otherwise 40 ms pass between head and body, which are written separately.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    byte[] body = new byte[Integer.parseInt(args[0])];
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    System.out.println("port " + server.getAddress().getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Only the end of the input matters.
    }
    server.stop(0);
  }
}
