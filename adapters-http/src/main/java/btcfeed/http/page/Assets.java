package btcfeed.http.page;

import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of the dashboard and the OpenAPI description, all from the jar: the page works without
 * any other host. All styles are one response and all scripts another, to save round trips.
 */
public final class Assets {
  public static final String HTML = "text/html";

  /** The page may load its own files and call its own server, nothing else. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
  private static final Asset PAGE = asset(HTML + "; charset=utf-8", "dashboard/index.html");

  private Assets() {}

  /** The page itself. */
  public static Response page(ServerRequest request) {
    return PAGE.respond(request.headers()).with(POLICY, PAGE_POLICY);
  }

  /** The files of the page, and {@code /openapi}. */
  public static Map<String, Route> routes() {
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put(
        "/assets/page.css",
        Route.read(
            respond(
                asset(
                    "text/css; charset=utf-8",
                    "dashboard/vendor/uPlot.min.css",
                    "dashboard/dashboard.css"))));
    // The scripts that send requests come before those that only draw.
    routes.put(
        "/assets/page.js",
        Route.read(
            respond(
                asset(
                    "text/javascript; charset=utf-8",
                    "dashboard/dashboard.js",
                    "dashboard/chart.js",
                    "dashboard/look.js",
                    "dashboard/vendor/uPlot.iife.min.js"))));
    routes.put(
        "/assets/icon.svg", Route.read(respond(asset("image/svg+xml", "dashboard/icon.svg"))));
    routes.put("/openapi", Route.readJson(respond(asset(Response.JSON, "openapi.json"))));
    return routes;
  }

  private static Route.Endpoint respond(Asset asset) {
    return request -> asset.respond(request.headers());
  }

  private static Asset asset(String contentType, String... files) {
    return new Asset(contentType, () -> joined(files));
  }

  private static byte[] joined(String... files) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String file : files) {
      joined.writeBytes(resource(file));
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
