package btcfeed.exchange.history;

import btcfeed.domain.port.HistoryPort;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A venue's past, asked for over HTTP. */
public final class HttpHistory implements HistoryPort {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
  private static final int MAX_QUOTED = 120;
  private static final Duration AFTER_SLOW_DOWN = Duration.ofSeconds(30);
  private static final Duration AFTER_FORBIDDEN = Duration.ofMinutes(5);
  private static final Duration AFTER_BAN = Duration.ofMinutes(2);

  // Numbers as they are written, to the last digit.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final HistoryCodec codec;
  private final String base;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Makes one; nothing is connected yet.
   *
   * @param base instead of the venue's own
   */
  public HttpHistory(HistoryCodec codec, Optional<URI> base) {
    this.codec = codec;
    this.base = base.map(URI::toString).map(HttpHistory::withoutSlash).orElseGet(codec::base);
  }

  @Override
  public Duration spacing() {
    return codec.spacing();
  }

  @Override
  public int burst() {
    return codec.burst();
  }

  @Override
  public Answer fetch(Wanted wanted) {
    return switch (codec.request(wanted)) {
      case HistoryCodec.Request.Impossible(String why) -> new Answer.Never(why);
      case HistoryCodec.Request.Get(String pathAndQuery) -> get(wanted, pathAndQuery);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Answer get(Wanted wanted, String pathAndQuery) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + pathAndQuery))
              .timeout(TIMEOUT)
              .header("Accept", "application/json")
              .header("User-Agent", "btc-feed")
              .build();
      HttpResponse<byte[]> response =
          client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
      return response.statusCode() == 200
          ? read(wanted, response.body())
          : refused(response.statusCode(), retryAfter(response), response.body());
    } catch (IOException e) {
      return new Answer.Later(
          "no answer from " + base + " (" + e.getClass().getSimpleName() + ")", Duration.ZERO);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.Later("interrupted", Duration.ZERO);
    }
  }

  private Answer read(Wanted wanted, byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return codec.read(wanted, json);
    } catch (IOException | IllegalArgumentException e) {
      return new Answer.Later(
          "an answer that is no page of trades: " + quoted(body), Duration.ZERO);
    }
  }

  private static Answer refused(int status, Optional<Duration> retryAfter, byte[] body) {
    String detail = "HTTP " + status + " " + quoted(body);
    return switch (status) {
      case 429 -> new Answer.Later(detail, retryAfter.orElse(AFTER_SLOW_DOWN));
      case 418 -> new Answer.Later(detail, retryAfter.orElse(AFTER_BAN));
      case 403 -> new Answer.Later(detail, retryAfter.orElse(AFTER_FORBIDDEN));
      case 451 -> new Answer.Never(detail);
      default ->
          status >= 500
              ? new Answer.Later(detail, retryAfter.orElse(Duration.ZERO))
              : new Answer.Never(detail);
    };
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static String quoted(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, MAX_QUOTED), StandardCharsets.UTF_8)
            .replaceAll("\\p{Cntrl}", " ");
    return "\"" + text + (body.length > MAX_QUOTED ? "..." : "") + "\"";
  }

  private static String withoutSlash(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}
