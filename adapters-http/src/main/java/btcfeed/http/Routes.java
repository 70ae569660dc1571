package btcfeed.http;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.http.answer.Accept;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import btcfeed.http.answer.Route;
import btcfeed.http.page.Assets;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which path answers what: all that the others have, and at {@code /} the page or a list. */
final class Routes {
  private static final String NAME = "BTC Live Feed";

  private final ObserveFeed feed;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  Routes(ObserveFeed feed) {
    this.feed = feed;
    routes.put("/", Route.read(this::pageOrIndex));
  }

  Routes with(Map<String, Route> more) {
    routes.putAll(more);
    return this;
  }

  /** Everything there is, by path. */
  Map<String, Route> all() {
    return routes;
  }

  private Response pageOrIndex(ServerRequest request) {
    return Accept.of(request)
        .choose(List.of(Assets.HTML, Response.JSON))
        .map(type -> type.equals(Assets.HTML) ? Assets.page(request) : index())
        .orElseGet(Problem.NOT_ACCEPTABLE::answer);
  }

  private Response index() {
    return Response.json(
        new IndexView(NAME, feed.snapshot().setup().version(), List.copyOf(routes.keySet())));
  }
}
