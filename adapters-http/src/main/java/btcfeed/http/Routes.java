package btcfeed.http;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.http.page.Assets;
import btcfeed.http.response.Accept;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All paths of the server. {@code /} is the dashboard, or a list of the paths as JSON. */
final class Routes {
  private final ObserveFeed feed;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  /** {@code GET /} in JSON. */
  private record IndexView(String name, String version, List<String> endpoints) {}

  Routes(ObserveFeed feed) {
    this.feed = feed;
    routes.put("/", Route.read(this::pageOrIndex));
  }

  Routes with(Map<String, Route> more) {
    routes.putAll(more);
    return this;
  }

  Map<String, Route> byPath() {
    return routes;
  }

  private Response pageOrIndex(ServerRequest request) {
    return Accept.of(request)
        .choose(List.of(Assets.HTML, Response.JSON))
        .map(type -> type.equals(Assets.HTML) ? Assets.page(request) : index())
        .orElseGet(Problem.NOT_ACCEPTABLE::response);
  }

  private Response index() {
    return Response.json(
        new IndexView(
            "BTC Live Feed", feed.snapshot().setup().version(), List.copyOf(routes.keySet())));
  }
}
