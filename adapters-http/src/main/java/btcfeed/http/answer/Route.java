package btcfeed.http.answer;

import io.helidon.webserver.http.ServerRequest;

/** What is at a path. */
public record Route(Methods methods, Endpoint endpoint) {

  /** What answers there. Any thread; an exception becomes a 500 without details. */
  public interface Endpoint {
    Answer answer(ServerRequest request);
  }

  public static Route read(Endpoint endpoint) {
    return new Route(Methods.READ, endpoint);
  }

  public static Route act(Endpoint endpoint) {
    return new Route(Methods.ACT, endpoint);
  }
}
