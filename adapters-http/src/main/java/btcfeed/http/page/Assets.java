package btcfeed.http.page;

import btcfeed.http.answer.Accept;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import btcfeed.http.answer.Route;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dashboard's files, all of them inside the jar: a page that works without any other host.
 * Styles are sent as one file and scripts as another, for each file more is a trip more before
 * anything is seen.
 */
public final class Assets {
  public static final String HTML = "text/html";

  /** The page may load its own files and ask its own server, and nothing else. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");

  private static final List<String> STYLES = List.of("vendor/uPlot.min.css", "dashboard.css");

  /** What asks comes before what only draws, so that answers are under way meanwhile. */
  private static final List<String> SCRIPTS =
      List.of("dashboard.js", "chart.js", "look.js", "vendor/uPlot.iife.min.js");

  private static final Asset PAGE = dashboard(HTML + "; charset=utf-8", "index.html");

  private Assets() {}

  /** The page itself. */
  public static Response page(ServerRequest request) {
    return PAGE.answer(request.headers()).with(POLICY, PAGE_POLICY);
  }

  /** What the page needs, and what this server answers to which question, as OpenAPI says it. */
  public static Map<String, Route> routes() {
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/assets/page.css", always(dashboard("text/css; charset=utf-8", STYLES)));
    routes.put("/assets/page.js", always(dashboard("text/javascript; charset=utf-8", SCRIPTS)));
    routes.put("/assets/icon.svg", always(dashboard("image/svg+xml", "icon.svg")));
    Asset description = new Asset(Response.JSON, () -> resource("openapi.json"));
    routes.put(
        "/openapi",
        Route.read(
            request ->
                Accept.of(request).takesJson()
                    ? description.answer(request.headers())
                    : Problem.NOT_ACCEPTABLE.answer()));
    return routes;
  }

  private static Route always(Asset asset) {
    return Route.read(request -> asset.answer(request.headers()));
  }

  private static Asset dashboard(String type, String file) {
    return dashboard(type, List.of(file));
  }

  private static Asset dashboard(String type, List<String> files) {
    return new Asset(type, () -> joined(files));
  }

  private static byte[] joined(List<String> files) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String file : files) {
      joined.writeBytes(resource("dashboard/" + file));
      joined.write('\n');
    }
    return joined.toByteArray();
  }

  private static byte[] resource(String path) {
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
