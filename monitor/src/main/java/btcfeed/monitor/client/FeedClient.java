package btcfeed.monitor.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Asks a running service how it is. One thread at a time; a look takes no longer than its timeout,
 * however slowly whoever is there answers.
 */
public final class FeedClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;
  private static final String NOT_OURS = "answered something that is not of a btc-feed";
  private static final String HEALTH = "/health";
  private static final String REDIS = "/redis/status";
  private static final String METRICS = "/metrics";
  private static final String PRICES = "/api/v1/price";
  private static final List<String> PATHS = List.of(HEALTH, REDIS, METRICS, PRICES);

  private final URI base;
  private final Duration timeout;
  private final HttpClient http;

  /** Makes one; nothing is connected yet. */
  public FeedClient(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /** How it is now. */
  public Look look() {
    Map<String, CompletableFuture<HttpResponse<byte[]>>> asked = new LinkedHashMap<>();
    try {
      PATHS.forEach(path -> asked.put(path, ask(path)));
      // Over all of them: a request's own timeout ends with its headers, and a body may drip.
      CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      JsonNode health = json(HEALTH, asked);
      if (!health.path("status").isTextual()) {
        throw new IOException(NOT_OURS);
      }
      JsonNode redis = json(REDIS, asked);
      JsonNode metrics = json(METRICS, asked);
      JsonNode prices = json(PRICES, asked);
      ObjectNode all = JSON.createObjectNode();
      all.set("health", health);
      all.set("redis", redis);
      all.set("metrics", metrics);
      all.set("prices", prices);
      return new Look.Seen(
          OverviewReader.read(health, redis, metrics, prices),
          JSON.writerWithDefaultPrettyPrinter()
              .with(JsonWriteFeature.ESCAPE_NON_ASCII)
              .writeValueAsString(all));
    } catch (IOException e) {
      return new Look.Unseen(said(e));
    } catch (TimeoutException _) {
      return new Look.Unseen("no answer from " + base + " in " + timeout.toMillis() / 1e3 + " s");
    } catch (ExecutionException e) {
      return new Look.Unseen(
          said(e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Look.Unseen("interrupted");
    } finally {
      asked.values().forEach(answer -> answer.cancel(true));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** What came of looking. */
  public sealed interface Look {
    /**
     * It answered.
     *
     * @param json the answers as they came, in one document
     */
    record Seen(Overview overview, String json) implements Look {}

    /** It did not, or not in a way that can be understood. */
    record Unseen(String why) implements Look {}
  }

  private CompletableFuture<HttpResponse<byte[]>> ask(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).header("Accept", "application/json").build();
    return http.sendAsync(
        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
  }

  private static JsonNode json(
      String path, Map<String, CompletableFuture<HttpResponse<byte[]>>> asked) throws IOException {
    HttpResponse<byte[]> response = Objects.requireNonNull(asked.get(path)).join();
    // An unhealthy service says so with 503, and why in the body.
    if (response.statusCode() != OK && response.statusCode() != UNAVAILABLE) {
      throw new IOException(path + " answered HTTP " + response.statusCode());
    }
    JsonNode json = JSON.readTree(response.body());
    if (!json.isObject()) {
      throw new IOException(NOT_OURS);
    }
    return json;
  }

  private String said(IOException e) {
    return switch (e) {
      case ConnectException _ ->
          Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                  .anyMatch(UnresolvedAddressException.class::isInstance)
              ? "there is no host called " + base.getHost()
              : "nobody listens at " + base;
      case JsonProcessingException _ -> base + " " + NOT_OURS;
      default -> base + " " + Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
