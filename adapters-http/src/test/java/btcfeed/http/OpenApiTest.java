package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchResult;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.admin.AdminToken;
import btcfeed.http.response.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The description at /openapi")
class OpenApiTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final TestServer SERVER =
      new TestServer(
              new AdminAccess(
                  new AdminToken(TOKEN),
                  _ -> new SwitchResult.Accepted(new ActiveStore.Held(0)),
                  venue ->
                      venue.equals("binance")
                          ? List.of(
                              new ReconnectVenue.LineReconnect(
                                  new LineId(new Venue(venue), "a"),
                                  ReconnectVenue.Action.REPLACING))
                          : List.of()))
          .show(Situations.sinks());
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonNode DESCRIPTION = SERVER.json("/openapi", 200);

  @AfterAll
  static void close() {
    CLIENT.shutdownNow();
    SERVER.close();
  }

  /** One method of a path, with its description. */
  record Call(
      String method, String path, JsonNode operation, List<JsonNode> parameters, String status) {
    @Override
    public String toString() {
      return method
          + " "
          + path
          + " "
          + parameters.stream().map(p -> p.get("name").asText()).toList();
    }

    Call with(List<JsonNode> with, String expected) {
      return new Call(method, path, operation, with, expected);
    }
  }

  @Test
  @DisplayName("has every path of the server and no other")
  void paths() {
    List<String> endpoints = new ArrayList<>();
    TestServer.parse(SERVER.get("/", "application/json").body())
        .get("endpoints")
        .forEach(endpoint -> endpoints.add(endpoint.asText()));
    List<String> described = new ArrayList<>();
    DESCRIPTION.get("paths").fieldNames().forEachRemaining(described::add);

    assertThat(described).containsExactlyInAnyOrderElementsOf(endpoints);
    assertThat(DESCRIPTION.get("openapi").asText()).startsWith("3.1.");
  }

  @ParameterizedTest
  @MethodSource("answered")
  @DisplayName("matches the responses: status, format and fields, with every parameter it names")
  void answers(Call call) {
    HttpResponse<InputStream> response = ask(call, "example");

    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(call.status()));
    JsonNode content =
        resolved(call.operation().get("responses").get(call.status())).get("content");
    String type = type(response);
    assertThat(content.has(type)).as(type).isTrue();
    if (type.equals("application/json")) {
      assertFields(TestServer.parse(text(response)), content.at("/application~1json/schema"));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  @DisplayName("names the problem for a parameter out of bounds")
  void refusals(Call call) {
    HttpResponse<InputStream> response = ask(call, "x-refused");

    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(call.status()));
    assertThat(type(response)).isEqualTo(Problem.CONTENT_TYPE);
    JsonNode refusal = resolved(call.operation().get("responses").get(call.status()));
    assertFields(
        TestServer.parse(text(response)), refusal.at("/content/application~1problem+json/schema"));
  }

  @ParameterizedTest
  @MethodSource("answered")
  @DisplayName("names every parameter: unknown ones are refused where any are known")
  void unknownParameters(Call call) {
    boolean asks = parameters(call.operation()).anyMatch(p -> p.at("/in").asText().equals("query"));
    if (asks) {
      String path = call.path() + "?symbol=BTC-USD&interval=1m&colour=blue";
      assertThat(SERVER.get(path, "*/*").statusCode()).isEqualTo(400);
    }
  }

  @Test
  @DisplayName("names the token wherever it is required, and 401 for a client without it")
  void tokens() {
    operations()
        .forEach(
            call -> {
              boolean secured = call.operation().has("security");
              assertThat(secured).as(call.path()).isEqualTo(call.method().equals("POST"));
              assertThat(call.operation().get("responses").has("401")).isEqualTo(secured);
            });
    assertThat(DESCRIPTION.at("/components/securitySchemes/operator/scheme").asText())
        .isEqualTo("bearer");
  }

  @ParameterizedTest
  @MethodSource("answered")
  @DisplayName("names 406 exactly where an unsupported format is refused")
  void formats(Call call) {
    HttpRequest.Builder request =
        request(call, "example").header("Accept", "application/x-nothing");
    boolean refuses = SERVER.send(request).statusCode() == 406;

    assertThat(call.operation().get("responses").has("406")).isEqualTo(refuses);
  }

  /** Each path with its required parameters only, and once more with each parameter. */
  static Stream<Call> answered() {
    return operations()
        .flatMap(
            call -> {
              List<JsonNode> all = parameters(call.operation()).toList();
              List<JsonNode> required = all.stream().filter(OpenApiTest::required).toList();
              return Stream.concat(
                  Stream.of(call.with(required, success(call.operation()))),
                  all.stream()
                      .filter(parameter -> !required(parameter))
                      .map(
                          parameter ->
                              call.with(
                                  Stream.concat(required.stream(), Stream.of(parameter)).toList(),
                                  success(call.operation()))));
            });
  }

  /** Each parameter that can be invalid, as the last and only invalid one. */
  static Stream<Call> refused() {
    return operations()
        .flatMap(
            call ->
                parameters(call.operation())
                    .filter(parameter -> parameter.has("x-refused"))
                    .map(
                        wrong ->
                            call.with(
                                Stream.concat(
                                        parameters(call.operation())
                                            .filter(OpenApiTest::required)
                                            .filter(other -> !other.equals(wrong)),
                                        Stream.of(wrong))
                                    .toList(),
                                wrong.get("in").asText().equals("path") ? "404" : "400")));
  }

  private static Stream<Call> operations() {
    return DESCRIPTION.get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        operation ->
                            new Call(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue(),
                                List.of(),
                                "")));
  }

  /** The first described response; for a WebSocket the one without a handshake. */
  private static String success(JsonNode operation) {
    return operation.get("responses").properties().stream()
        .map(Map.Entry::getKey)
        .filter(status -> status.startsWith("2") || status.equals("426"))
        .findFirst()
        .orElseThrow();
  }

  private static HttpRequest.Builder request(Call call, String last) {
    HttpRequest.Builder request =
        SERVER
            .request(filled(call, last))
            .method(call.method(), HttpRequest.BodyPublishers.noBody());
    return call.operation().has("security")
        ? request.header("Authorization", "Bearer " + TOKEN)
        : request;
  }

  private static Stream<JsonNode> parameters(JsonNode operation) {
    return operation.path("parameters").valueStream().map(OpenApiTest::resolved);
  }

  private static boolean required(JsonNode parameter) {
    return parameter.get("required").asBoolean();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DESCRIPTION.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** The last parameter has the value of that name, the others are valid. */
  private static String filled(Call call, String last) {
    String path = call.path();
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : call.parameters()) {
      String name = parameter.get("name").asText();
      String value = value(call, parameter, last);
      switch (parameter.get("in").asText()) {
        case "path" -> path = path.replace("{" + name + "}", value);
        case "query" -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        default -> {}
      }
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private static String value(Call call, JsonNode parameter, String last) {
    boolean isLast = parameter.equals(call.parameters().getLast());
    return parameter.get(isLast ? last : "example").asText();
  }

  private static HttpResponse<InputStream> ask(Call call, String last) {
    HttpRequest.Builder request = request(call, last);
    call.parameters().stream()
        .filter(parameter -> parameter.get("in").asText().equals("header"))
        .forEach(
            parameter ->
                request.header(parameter.get("name").asText(), value(call, parameter, last)));
    try {
      HttpResponse<InputStream> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (type(response).equals("text/event-stream")) {
        response.body().close();
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String text(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(HttpResponse<?> response) {
    Optional<String> type = response.headers().firstValue("Content-Type");
    return type.orElse("").split(";", -1)[0];
  }

  /** Exactly the described fields, on every level. */
  private static void assertFields(JsonNode node, JsonNode described) {
    JsonNode schema = resolved(described);
    if (schema.has("properties") && node.isObject()) {
      TreeSet<String> fields = new TreeSet<>();
      schema.get("properties").fieldNames().forEachRemaining(fields::add);
      TreeSet<String> actual = new TreeSet<>();
      node.fieldNames().forEachRemaining(actual::add);
      assertThat(actual).containsAll(fields);
      if (!fields.contains("openapi")) {
        assertThat(actual).isEqualTo(fields);
      }
      fields.forEach(field -> assertFields(node.get(field), schema.at("/properties/" + field)));
    } else if (schema.has("items") && node.isArray()) {
      node.forEach(each -> assertFields(each, schema.get("items")));
    } else if (schema.has("additionalProperties") && node.isObject()) {
      node.forEach(each -> assertFields(each, schema.get("additionalProperties")));
    }
  }
}
