package btcfeed.http.page;

import btcfeed.http.answer.Accept;
import btcfeed.http.answer.Answer;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Route;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dashboard's files, all of them inside the jar: a page that works without any other host. */
public final class Assets {
  public static final String HTML = "text/html";

  /** The page may load its own files and ask its own server, and nothing else. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> OURS =
      List.of("dashboard.css", "dashboard.js", "chart.js", "icon.svg");
  private static final List<String> OF_OTHERS = List.of("uPlot.min.css", "uPlot.iife.min.js");

  /** By the end of a file's name. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", HTML + "; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "json", Answer.JSON);

  private Assets() {}

  /** The page itself. */
  public static Answer page() {
    return resource("dashboard/", "index.html")
        .with(HeaderNames.create("Content-Security-Policy"), PAGE_POLICY);
  }

  /** What the page needs, and what this server answers to which question, as OpenAPI says it. */
  public static Map<String, Route> routes() {
    Map<String, Route> routes = new LinkedHashMap<>();
    OURS.forEach(file -> routes.put("/assets/" + file, always(resource("dashboard/", file))));
    OF_OTHERS.forEach(
        file -> routes.put("/assets/" + file, always(resource("dashboard/vendor/", file))));
    Answer description = resource("", "openapi.json");
    routes.put(
        "/openapi",
        Route.read(
            request ->
                Accept.of(request).takesJson() ? description : Problem.NOT_ACCEPTABLE.answer()));
    return routes;
  }

  private static Route always(Answer answer) {
    return Route.read(_ -> answer);
  }

  private static Answer resource(String folder, String file) {
    String type =
        TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
    try (InputStream in = Assets.class.getResourceAsStream(folder + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      return new Answer(Status.OK_200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
