package btcfeed.http.server;

import btcfeed.http.answer.Route;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.Map;
import java.util.Optional;

/** Knows by its first line that a request is a probe, before it needs a place to be answered. */
record ProbeListener(Map<String, Route> routes) implements Http1ConnectionListener {
  private static final String HEALTH = "/health";

  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    ConnectionLimit.reading(
        Optional.ofNullable(prologue.uriPath().rawPath()).filter(this::isProbe).isPresent());
  }

  private boolean isProbe(String path) {
    return path.startsWith(HEALTH)
        || Optional.ofNullable(routes.get(path))
            .filter(route -> route.hosts() == Route.AnsweredFor.ANY_NAME)
            .isPresent();
  }
}
