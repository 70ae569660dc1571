package btcfeed.http;

import btcfeed.http.server.HttpOptions;
import java.time.Duration;
import java.util.Set;

/** The server's options with other limits than those that it has by default. */
final class TestOptions {
  private int readers = 1000;
  private Set<String> origins = Set.of();
  private Set<String> names = Set.of();
  private HttpOptions.Connections connections = shipped().connections();
  private HttpOptions.Requests requests = shipped().requests();
  private Duration grace = shipped().shutdownGrace();

  static HttpOptions shipped() {
    return at("127.0.0.1", 0);
  }

  static HttpOptions at(String host, int port) {
    return new HttpOptions(host, port, 1000, Set.of(), Set.of());
  }

  TestOptions streamReaders(int most) {
    readers = most;
    return this;
  }

  TestOptions corsOrigins(Set<String> allowed) {
    origins = allowed;
    return this;
  }

  TestOptions hosts(Set<String> accepted) {
    names = accepted;
    return this;
  }

  TestOptions connections(HttpOptions.Connections limits) {
    connections = limits;
    return this;
  }

  TestOptions requests(int atOnce, int queued, Duration queueTimeout) {
    requests =
        new HttpOptions.Requests(
            atOnce, queued, queueTimeout, requests.lineBytes(), requests.headerBytes());
    return this;
  }

  TestOptions shutdownGrace(Duration time) {
    grace = time;
    return this;
  }

  HttpOptions build() {
    return new HttpOptions("127.0.0.1", 0, readers, origins, names, connections, requests, grace);
  }
}
