package btcfeed.http.answer;

import io.helidon.webserver.http.ServerRequest;

/**
 * What is at a path.
 *
 * @param hosts the names in {@code Host} under which it is answered
 */
public record Route(Methods methods, Endpoint endpoint, AnsweredFor hosts) {

  /** What answers there. Any thread; an exception becomes a 500 without details. */
  public interface Endpoint {
    Response answer(ServerRequest request);
  }

  /** Under which names a path is answered. */
  public enum AnsweredFor {
    /** Whatever a prober writes: the answer has no data that somebody else's page could want. */
    ANY_NAME,
    /** The server's own names only. */
    OWN_NAMES
  }

  public static Route read(Endpoint endpoint) {
    return new Route(Methods.READ, endpoint, AnsweredFor.OWN_NAMES);
  }

  /** A question of an orchestrator or a load balancer. */
  public static Route probe(Endpoint endpoint) {
    return new Route(Methods.READ, endpoint, AnsweredFor.ANY_NAME);
  }

  public static Route act(Endpoint endpoint) {
    return new Route(Methods.ACT, endpoint, AnsweredFor.OWN_NAMES);
  }
}
