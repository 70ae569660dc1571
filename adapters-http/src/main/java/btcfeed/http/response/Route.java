package btcfeed.http.response;

import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/** How one path is served: by which methods, under which host names, and by which endpoint. */
public record Route(Methods methods, Endpoint endpoint, HostCheck hosts) {

  /** Makes the response. Any thread; an exception becomes a 500 without details. */
  public interface Endpoint {
    Response handle(ServerRequest request);
  }

  /** The methods of a path. Every path also accepts OPTIONS; any other method gets 405. */
  public enum Methods {
    /** Reads; a request changes nothing. */
    READ("GET, HEAD, OPTIONS"),
    /** Changes state. */
    ACT("POST, OPTIONS");

    private final String allow;

    Methods(String allow) {
      this.allow = allow;
    }

    /** The value of the {@code Allow} header. */
    public String allow() {
      return allow;
    }

    public boolean allows(Method method) {
      return List.of(allow.split(", ", -1)).contains(method.text());
    }
  }

  /** Which {@code Host} names a path accepts. */
  public enum HostCheck {
    /** Any name: the response holds no data that a foreign web page could want. */
    ANY_NAME,
    /** Only the server's own names. */
    OWN_NAMES
  }

  public static Route read(Endpoint endpoint) {
    return new Route(Methods.READ, endpoint, HostCheck.OWN_NAMES);
  }

  /** A path that offers JSON only; 406 for a client that does not accept it. */
  public static Route readJson(Endpoint endpoint) {
    return read(
        request ->
            Accept.of(request).takesJson()
                ? endpoint.handle(request)
                : Problem.NOT_ACCEPTABLE.response());
  }

  /** A probe of an orchestrator or a load balancer. */
  public static Route probe(Endpoint endpoint) {
    return new Route(Methods.READ, endpoint, HostCheck.ANY_NAME);
  }

  public static Route act(Endpoint endpoint) {
    return new Route(Methods.ACT, endpoint, HostCheck.OWN_NAMES);
  }
}
