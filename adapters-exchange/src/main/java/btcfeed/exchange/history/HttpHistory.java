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
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  private final List<String> bases;
  private int at;

  // How many of the addresses in a row have said that they do not serve us.
  private int shut;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Makes one; nothing is connected yet.
   *
   * @param base instead of the venue's own
   */
  public HttpHistory(HistoryCodec codec, Optional<URI> base) {
    this.codec = codec;
    this.bases =
        base.map(URI::toString)
            .map(HttpHistory::withoutSlash)
            .map(List::of)
            .orElseGet(
                () -> Stream.concat(Stream.of(codec.base()), codec.elsewhere().stream()).toList());
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
    String base = bases.get(at);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + pathAndQuery))
              .timeout(TIMEOUT)
              .header("Accept", "application/json")
              .header("User-Agent", "btc-feed")
              .build();
      HttpResponse<byte[]> response =
          client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
      return switch (response.statusCode()) {
        case 200 -> {
          shut = 0;
          yield read(wanted, response.body());
        }
        case 403, 451 -> notServedHere(response);
        default -> refused(response.statusCode(), retryAfter(response), response.body());
      };
    } catch (IOException e) {
      at = (at + 1) % bases.size();
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

  /** Not from here, at this address; only if none of them serves us is that the answer. */
  private Answer notServedHere(HttpResponse<byte[]> response) {
    at = (at + 1) % bases.size();
    shut++;
    String detail = said(response.statusCode(), response.body());
    if (shut < bases.size()) {
      return new Answer.Later(detail + ", next is " + bases.get(at), Duration.ZERO);
    }
    shut = 0;
    return response.statusCode() == 451
        ? new Answer.Never(detail)
        : new Answer.Later(detail, retryAfter(response).orElse(AFTER_FORBIDDEN));
  }

  private static Answer refused(int status, Optional<Duration> retryAfter, byte[] body) {
    String detail = said(status, body);
    return switch (status) {
      case 429 -> new Answer.Later(detail, retryAfter.orElse(AFTER_SLOW_DOWN));
      case 418 -> new Answer.Later(detail, retryAfter.orElse(AFTER_BAN));
      default ->
          status >= 500
              ? new Answer.Later(detail, retryAfter.orElse(Duration.ZERO))
              : new Answer.Never(detail);
    };
  }

  private static String said(int status, byte[] body) {
    return "HTTP " + status + " " + quoted(body);
  }

  /** In seconds, or as a moment, which is counted from the venue's own clock. */
  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    Optional<String> said = response.headers().firstValue("Retry-After");
    Optional<Duration> wait =
        said.filter(text -> text.matches("[0-9]{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    Optional<ZonedDateTime> until = said.flatMap(HttpHistory::moment);
    Optional<ZonedDateTime> now =
        response.headers().firstValue("Date").flatMap(HttpHistory::moment);
    return wait.or(
        () ->
            until.flatMap(
                end ->
                    now.map(begin -> Duration.between(begin, end)).filter(Duration::isPositive)));
  }

  private static Optional<ZonedDateTime> moment(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
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
