package btcfeed.http;

import io.helidon.webserver.http.ServerRequest;

/** What is at a path. */
record Route(Methods methods, Endpoint endpoint) {

  /** What answers there. Any thread; an exception becomes a 500 without details. */
  interface Endpoint {
    Answer answer(ServerRequest request);
  }

  static Route read(Endpoint endpoint) {
    return new Route(Methods.READ, endpoint);
  }

  static Route act(Endpoint endpoint) {
    return new Route(Methods.ACT, endpoint);
  }
}
