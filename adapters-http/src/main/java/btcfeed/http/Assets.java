package btcfeed.http;

import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The dashboard's files, all of them inside the jar: a page that works without any other host. */
final class Assets {
  static final String HTML = "text/html";

  /** By the end of a file's name. */
  private static final Map<String, String> TYPES =
      Map.of(
          "html", HTML + "; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "json", Answer.JSON);

  private Assets() {}

  /** Reads a file once; what answers with it. */
  static Answer answer(String file) {
    return resource("dashboard/" + file, file);
  }

  /** The same for a file that others made. */
  static Answer vendor(String file) {
    return resource("dashboard/vendor/" + file, file);
  }

  /** What this server answers to which question, as OpenAPI says it. */
  static Answer description() {
    return resource("openapi.json", "openapi.json");
  }

  private static Answer resource(String path, String file) {
    String type =
        TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      return new Answer(Status.OK_200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
