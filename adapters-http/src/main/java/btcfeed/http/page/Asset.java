package btcfeed.http.page;

import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A part of the dashboard, or the OpenAPI description, from files in the jar: the page works
 * without any other host. All styles are one part and all scripts another, to save round trips.
 *
 * <p>It is sent plain or as gzip. Clients revalidate it on every use (RFC 9110, section 13), so the
 * page and its script always have the same version.
 *
 * <p>The files are read, compressed and hashed on the first request, because this takes 100 ms in a
 * JVM that has just started. Any thread.
 */
public final class Asset {
  public static final String HTML = "text/html";

  /** The page may load its own files and call its own server, nothing else. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
  private static final int TAG_BYTES = 12;
  private static final Asset PAGE = new Asset(HTML + "; charset=utf-8", "dashboard/index.html");

  private final String contentType;
  private final List<String> files;
  private final Map<Boolean, Form> forms = new ConcurrentHashMap<>();

  /** The plain or the compressed bytes, each with its own strong entity tag. */
  private record Form(Response whole, Response unchanged, String tag) {}

  private Asset(String contentType, String... files) {
    this.contentType = contentType;
    this.files = List.of(files);
  }

  /** The page itself. */
  public static Response page(ServerRequest request) {
    return PAGE.respond(request).with(POLICY, PAGE_POLICY);
  }

  /** The other parts of the page, and {@code /openapi}. */
  public static Map<String, Route> routes() {
    Asset styles =
        new Asset(
            "text/css; charset=utf-8", "dashboard/vendor/uPlot.min.css", "dashboard/dashboard.css");
    // The scripts that send requests come before those that only draw.
    Asset scripts =
        new Asset(
            "text/javascript; charset=utf-8",
            "dashboard/dashboard.js",
            "dashboard/instances.js",
            "dashboard/sinks.js",
            "dashboard/chart.js",
            "dashboard/look.js",
            "dashboard/vendor/uPlot.iife.min.js");
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/assets/page.css", Route.read(styles::respond));
    routes.put("/assets/page.js", Route.read(scripts::respond));
    routes.put(
        "/assets/icon.svg", Route.read(new Asset("image/svg+xml", "dashboard/icon.svg")::respond));
    routes.put("/openapi", Route.readJson(new Asset(Response.JSON, "openapi.json")::respond));
    return routes;
  }

  private Response respond(ServerRequest request) {
    Headers headers = request.headers();
    Form form = forms.computeIfAbsent(acceptsGzip(headers), this::form);
    return isCached(headers, form.tag()) ? form.unchanged() : form.whole();
  }

  private Form form(boolean compressed) {
    byte[] bytes = bytes(compressed);
    String tag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, TAG_BYTES) + "\"";
    Response whole = cacheable(new Response(Status.OK_200, contentType, bytes), tag);
    return new Form(
        compressed ? whole.with(HeaderNames.CONTENT_ENCODING, "gzip") : whole,
        cacheable(Response.empty(Status.NOT_MODIFIED_304), tag),
        tag);
  }

  private static Response cacheable(Response response, String tag) {
    return response
        .with(HeaderNames.CACHE_CONTROL, "no-cache")
        .with(HeaderNames.ETAG, tag)
        .with(HeaderNames.VARY, "Accept, Accept-Encoding");
  }

  private static boolean isCached(Headers request, String tag) {
    return fields(request.values(HeaderNames.IF_NONE_MATCH))
        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
  }

  private static boolean acceptsGzip(Headers request) {
    return fields(request.values(HeaderNames.ACCEPT_ENCODING))
        .map(coding -> coding.toLowerCase(Locale.ROOT).replaceAll("\\s", ""))
        .anyMatch(
            coding ->
                coding.equals("gzip")
                    || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
  }

  private static Stream<String> fields(List<String> values) {
    return values.stream().flatMap(value -> Stream.of(value.split(",", -1))).map(String::strip);
  }

  private byte[] bytes(boolean compressed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressed ? new GZIPOutputStream(bytes) : bytes) {
      for (String file : files) {
        try (InputStream in = Asset.class.getResourceAsStream(file)) {
          if (in == null) {
            throw new IllegalStateException(file + " is missing from the jar");
          }
          in.transferTo(out);
          out.write('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
