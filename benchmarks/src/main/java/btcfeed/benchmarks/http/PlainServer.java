package btcfeed.benchmarks.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Answers every question with the same bytes, for comparison. Ends with its standard input. */
public final class PlainServer {
  private PlainServer() {}

  /** Runs; the argument is how many bytes an answer has. */
  public static void main(String[] args) throws IOException {
    // Without it head and body, which it writes one by one, are 40 ms apart.
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
      // Only its end matters.
    }
    server.stop(0);
  }
}
