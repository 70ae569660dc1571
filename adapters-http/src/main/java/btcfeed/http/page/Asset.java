package btcfeed.http.page;

import btcfeed.http.answer.Body;
import btcfeed.http.answer.Response;
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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is sent: packed once, and not sent again to who has it. A client asks each time
 * whether it is still the same (RFC 9110, section 13), so that a page and its script are never of
 * two different versions.
 *
 * <p>Read, packed and hashed when it is first asked for: a JVM that has just been started takes a
 * tenth of a second for that, which nobody is to wait for who asks how the service is. Any thread.
 */
final class Asset {
  private static final int TAG_BYTES = 12;

  private final Supplier<Form> plain;
  private final Supplier<Form> packed;

  /** One of the two ways it is sent; a strong tag names the bytes, and so each has its own. */
  private record Form(Response whole, Response unchanged, String tag) {
    static Form of(String contentType, byte[] bytes) {
      String tag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, TAG_BYTES) + "\"";
      return new Form(
          kept(new Response(Status.OK_200, contentType, Body.of(bytes)), tag),
          kept(Response.empty(Status.NOT_MODIFIED_304), tag),
          tag);
    }

    Form with(String encoding) {
      return new Form(whole.with(HeaderNames.CONTENT_ENCODING, encoding), unchanged, tag);
    }

    private static Response kept(Response answer, String tag) {
      return answer
          .with(HeaderNames.CACHE_CONTROL, "no-cache")
          .with(HeaderNames.ETAG, tag)
          .with(HeaderNames.VARY, "Accept, Accept-Encoding");
    }
  }

  /**
   * Of this content type.
   *
   * @param file reads it; called twice at most
   */
  Asset(String contentType, Supplier<byte[]> file) {
    this.plain = new Once<>(() -> Form.of(contentType, file.get()));
    this.packed = new Once<>(() -> Form.of(contentType, gzip(file.get())).with("gzip"));
  }

  /** What is made when it is first wanted. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile Optional<T> made = Optional.empty();

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public T get() {
      return made.orElseGet(this::make);
    }

    private synchronized T make() {
      if (made.isEmpty()) {
        made = Optional.of(maker.get());
      }
      return made.get();
    }
  }

  /** What somebody gets who asks with these header fields. */
  Response answer(Headers asked) {
    Form form = (takesGzip(asked) ? packed : plain).get();
    return has(asked, form.tag()) ? form.unchanged() : form.whole();
  }

  private static boolean has(Headers asked, String tag) {
    return fields(asked.values(HeaderNames.IF_NONE_MATCH))
        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
  }

  private static boolean takesGzip(Headers asked) {
    return fields(asked.values(HeaderNames.ACCEPT_ENCODING))
        .map(coding -> coding.toLowerCase(Locale.ROOT).replaceAll("\\s", ""))
        .anyMatch(
            coding ->
                coding.equals("gzip")
                    || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
  }

  private static Stream<String> fields(List<String> values) {
    return values.stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream().map(String::strip));
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
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
