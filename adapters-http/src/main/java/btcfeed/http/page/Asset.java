package btcfeed.http.page;

import btcfeed.http.response.Response;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the dashboard, sent plain or as gzip. Clients revalidate it on every use (RFC 9110,
 * section 13), so the page and its script always have the same version.
 *
 * <p>The file is read, compressed and hashed on its first request, because this takes 100 ms in a
 * JVM that has just started. Any thread.
 */
final class Asset {
  private static final int TAG_BYTES = 12;

  private final String contentType;
  private final Supplier<byte[]> file;
  private final Map<Boolean, Form> forms = new ConcurrentHashMap<>();

  /** The plain or the compressed file, each with its own strong entity tag. */
  private record Form(Response whole, Response unchanged, String tag) {}

  /**
   * An asset of this content type.
   *
   * @param file reads the file; called at most twice
   */
  Asset(String contentType, Supplier<byte[]> file) {
    this.contentType = contentType;
    this.file = file;
  }

  /** The response to a request with these header fields. */
  Response respond(Headers request) {
    Form form = forms.computeIfAbsent(acceptsGzip(request), this::form);
    return isCached(request, form.tag()) ? form.unchanged() : form.whole();
  }

  private Form form(boolean compressed) {
    byte[] bytes = compressed ? gzip(file.get()) : file.get();
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

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
