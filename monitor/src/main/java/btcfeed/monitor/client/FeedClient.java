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
 * Reads the state of a running service over HTTP. One thread at a time. A poll never takes longer
 * than its timeout, even if the answer is slow or endless.
 */
public final class FeedClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;
  private static final String NOT_A_FEED = "does not answer like a btc-feed";

  /** The name in the document of all answers, and the path. */
  private static final List<Map.Entry<String, String>> PATHS =
      List.of(
          Map.entry("health", "/health"),
          Map.entry("redis", "/redis/status"),
          Map.entry("metrics", "/metrics"),
          Map.entry("prices", "/api/v1/price"));

  private final URI base;
  private final Duration timeout;
  private final HttpClient http;

  /** Creates a client without a connection. */
  public FeedClient(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /** Reads the present state. */
  public PollResult poll() {
    Map<String, CompletableFuture<HttpResponse<byte[]>>> answers = new LinkedHashMap<>();
    try {
      PATHS.forEach(path -> answers.put(path.getKey(), request(path.getValue())));
      // One timeout for all: a request's own timeout does not include the body.
      CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      ObjectNode all = JSON.createObjectNode();
      for (var answer : answers.entrySet()) {
        all.set(answer.getKey(), json(answer.getValue().join()));
      }
      if (!all.path("health").path("status").isTextual()) {
        throw new IOException(NOT_A_FEED);
      }
      return new PollResult.Answered(
          OverviewReader.read(all),
          JSON.writerWithDefaultPrettyPrinter()
              .with(JsonWriteFeature.ESCAPE_NON_ASCII)
              .writeValueAsString(all));
    } catch (IOException e) {
      return new PollResult.Failed(why(e));
    } catch (TimeoutException _) {
      return new PollResult.Failed(
          "no answer from " + base + " in " + timeout.toMillis() / 1e3 + " s");
    } catch (ExecutionException e) {
      return new PollResult.Failed(
          why(e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new PollResult.Failed("interrupted");
    } finally {
      answers.values().forEach(future -> future.cancel(true));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** The result of a poll. */
  public sealed interface PollResult {
    /**
     * The service answered.
     *
     * @param json the unchanged answers in one document
     */
    record Answered(Overview overview, String json) implements PollResult {}

    /** The service did not answer, or not with valid content. */
    record Failed(String why) implements PollResult {}
  }

  private CompletableFuture<HttpResponse<byte[]>> request(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path)).header("Accept", "application/json").build();
    return http.sendAsync(
        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
  }

  private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    // An unhealthy service answers 503 with the reasons in the body.
    if (response.statusCode() != OK && response.statusCode() != UNAVAILABLE) {
      throw new IOException(response.uri().getPath() + " answered HTTP " + response.statusCode());
    }
    JsonNode json = JSON.readTree(response.body());
    if (!json.isObject()) {
      throw new IOException(NOT_A_FEED);
    }
    return json;
  }

  private String why(IOException e) {
    return switch (e) {
      case ConnectException _ ->
          Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                  .anyMatch(UnresolvedAddressException.class::isInstance)
              ? "there is no host called " + base.getHost()
              : "no service listens at " + base;
      case JsonProcessingException _ -> base + " " + NOT_A_FEED;
      default -> base + " " + Objects.requireNonNullElse(e.getMessage(), e.toString());
    };
  }
}
