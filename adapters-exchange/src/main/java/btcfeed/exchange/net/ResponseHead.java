package btcfeed.exchange.net;

import btcfeed.exchange.input.PayloadSample;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

/**
 * The head of an HTTP/1.1 response. Its body may be another protocol: a WebSocket or a tunnel.
 *
 * @param headers by lower-case name; repeated ones are joined by commas
 */
public record ResponseHead(int status, String reason, Map<String, String> headers) {
  /** Limits of every head: 16 KiB a line, 200 headers. */
  static final Http1Config LIMITS =
      Http1Config.custom()
          .setMaxLineLength(16 * 1024)
          .setMaxHeaderCount(200)
          .setMaxEmptyLineCount(10)
          .build();

  /** Reads up to the empty line after the headers, and not one byte more. */
  public static ResponseHead read(InputStream in) throws IOException {
    // A buffer of one byte, because what follows the head belongs to the caller.
    SessionInputBufferImpl oneByte = new SessionInputBufferImpl(1, LIMITS.getMaxLineLength());
    try {
      return of(new DefaultHttpResponseParser(LIMITS).parse(oneByte, endless(in)));
    } catch (MessageConstraintException e) {
      throw new IOException(
          "the head of the response exceeds the limits of 16 KiB a line and 200 headers", e);
    } catch (HttpException e) {
      throw new IOException(
          "the response is not HTTP: " + PayloadSample.of(String.valueOf(e.getMessage())), e);
    }
  }

  static ResponseHead of(HttpResponse head) {
    Map<String, String> headers =
        Arrays.stream(head.getHeaders())
            .collect(
                Collectors.toMap(
                    header -> header.getName().toLowerCase(Locale.ROOT),
                    Header::getValue,
                    (first, second) -> first + ", " + second,
                    TreeMap::new));
    return new ResponseHead(
        head.getCode(), Objects.requireNonNullElse(head.getReasonPhrase(), ""), headers);
  }

  /**
   * The wait that {@code Retry-After} asks for; see {@link RetryAfter}.
   *
   * @param wallUs this host's clock, Unix microseconds
   */
  public Optional<Duration> retryAfter(long wallUs) {
    return RetryAfter.parse(header("Retry-After"), header("Date"), wallUs);
  }

  /** The values of a header, joined by commas. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * Fails at the end of the stream, where the parser would accept half a head. Reads single bytes,
   * because the bytes behind the head belong to the body.
   */
  @SuppressWarnings("InputStreamSlowMultibyteRead")
  private static InputStream endless(InputStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("the connection was closed before the response was complete");
        }
        return next;
      }
    };
  }
}
