package btcfeed.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks a running service how it is. One thread at a time; a look takes no longer than its timeout.
 */
public final class FeedClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
  private static final int UNAVAILABLE = 503;

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
    try {
      JsonNode health = get("/health");
      JsonNode redis = get("/redis/status");
      JsonNode metrics = get("/metrics");
      JsonNode prices = get("/api/v1/price");
      ObjectNode all = JSON.createObjectNode();
      all.set("health", health);
      all.set("redis", redis);
      all.set("metrics", metrics);
      all.set("prices", prices);
      return new Look.Seen(
          OverviewReader.read(health, redis, metrics, prices),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    } catch (IOException e) {
      return new Look.Unseen(said(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Look.Unseen("interrupted");
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

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout)
            .header("Accept", "application/json")
            .build();
    HttpResponse<byte[]> response =
        http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
    // An unhealthy service says so with 503, and why in the body.
    if (response.statusCode() != 200 && response.statusCode() != UNAVAILABLE) {
      throw new IOException(path + " answered HTTP " + response.statusCode());
    }
    JsonNode json = JSON.readTree(response.body());
    if (!json.isObject()) {
      throw new IOException(path + " is not of a btc-feed");
    }
    return json;
  }

  private String said(IOException e) {
    return switch (e) {
      case java.net.http.HttpTimeoutException _ ->
          "no answer from " + base + " within " + timeout.toMillis() + " ms";
      case java.net.ConnectException _ -> "nobody listens at " + base;
      case com.fasterxml.jackson.core.JsonProcessingException _ ->
          base + " answered something that is not of a btc-feed";
      default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
