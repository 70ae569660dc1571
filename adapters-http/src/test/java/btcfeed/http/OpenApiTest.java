package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchResult;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.admin.AdminToken;
import btcfeed.http.answer.Problem;
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
              _ -> new SwitchResult.Followed(new ActiveStore.Held(0)),
              venue ->
                  venue.equals("binance")
                      ? List.of(
                          new ReconnectVenue.Begun(
                              new LineId(new Venue(venue), "a"), ReconnectVenue.Doing.REPLACING))
                      : List.of()));
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonNode DESCRIPTION = SERVER.json("/openapi", 200);

  @AfterAll
  static void close() {
    CLIENT.shutdownNow();
    SERVER.close();
  }

  /** A path with one way to ask, and what the description says of it. */
  record Question(
      String method, String path, JsonNode operation, List<JsonNode> parameters, String status) {
    @Override
    public String toString() {
      return method
          + " "
          + path
          + " "
          + parameters.stream().map(p -> p.get("name").asText()).toList();
    }

    Question with(List<JsonNode> asked, String answered) {
      return new Question(method, path, operation, asked, answered);
    }
  }

  @Test
  @DisplayName("has every path there is, and no other")
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
  @DisplayName("is true of the answer: status, format and fields, with every parameter it names")
  void answers(Question question) {
    HttpResponse<InputStream> response = ask(question, "example");

    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(question.status()));
    JsonNode content =
        resolved(question.operation().get("responses").get(question.status())).get("content");
    String type = type(response);
    assertThat(content.has(type)).as(type).isTrue();
    if (type.equals("application/json")) {
      assertFields(TestServer.parse(text(response)), content.at("/application~1json/schema"));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  @DisplayName("names the problem that a parameter out of its bounds gets")
  void refusals(Question question) {
    HttpResponse<InputStream> response = ask(question, "x-refused");

    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(question.status()));
    assertThat(type(response)).isEqualTo(Problem.CONTENT_TYPE);
    JsonNode said = resolved(question.operation().get("responses").get(question.status()));
    assertFields(
        TestServer.parse(text(response)), said.at("/content/application~1problem+json/schema"));
  }

  @ParameterizedTest
  @MethodSource("answered")
  @DisplayName("names every parameter: others are refused where any are known")
  void strangers(Question question) {
    boolean asks =
        parameters(question.operation()).anyMatch(p -> p.at("/in").asText().equals("query"));
    if (asks) {
      String path = question.path() + "?symbol=BTC-USD&interval=1m&colour=blue";
      assertThat(SERVER.get(path, "*/*").statusCode()).isEqualTo(400);
    }
  }

  @Test
  @DisplayName("names the token wherever one is needed, and 401 for who does not have it")
  void tokens() {
    operations()
        .forEach(
            asked -> {
              boolean secured = asked.operation().has("security");
              assertThat(secured).as(asked.path()).isEqualTo(asked.method().equals("POST"));
              assertThat(asked.operation().get("responses").has("401")).isEqualTo(secured);
            });
    assertThat(DESCRIPTION.at("/components/securitySchemes/operator/scheme").asText())
        .isEqualTo("bearer");
  }

  @ParameterizedTest
  @MethodSource("answered")
  @DisplayName("names 406 where a format nobody has is refused, and only there")
  void formats(Question question) {
    HttpRequest.Builder request =
        request(question, "example").header("Accept", "application/x-nothing");
    boolean refuses = SERVER.send(request).statusCode() == 406;

    assertThat(question.operation().get("responses").has("406")).isEqualTo(refuses);
  }

  /** Each path bare but for what is required, and once more with each parameter it has. */
  static Stream<Question> answered() {
    return operations()
        .flatMap(
            asked -> {
              List<JsonNode> all = parameters(asked.operation()).toList();
              List<JsonNode> required = all.stream().filter(OpenApiTest::required).toList();
              return Stream.concat(
                  Stream.of(asked.with(required, success(asked.operation()))),
                  all.stream()
                      .filter(parameter -> !required(parameter))
                      .map(
                          parameter ->
                              asked.with(
                                  Stream.concat(required.stream(), Stream.of(parameter)).toList(),
                                  success(asked.operation()))));
            });
  }

  /** Each parameter that can be wrong, last and alone so. */
  static Stream<Question> refused() {
    return operations()
        .flatMap(
            asked ->
                parameters(asked.operation())
                    .filter(parameter -> parameter.has("x-refused"))
                    .map(
                        wrong ->
                            asked.with(
                                Stream.concat(
                                        parameters(asked.operation())
                                            .filter(OpenApiTest::required)
                                            .filter(other -> !other.equals(wrong)),
                                        Stream.of(wrong))
                                    .toList(),
                                wrong.get("in").asText().equals("path") ? "404" : "400")));
  }

  private static Stream<Question> operations() {
    return DESCRIPTION.get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        operation ->
                            new Question(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue(),
                                List.of(),
                                "")));
  }

  /** The first answer described that is one; of a WebSocket what is said without the handshake. */
  private static String success(JsonNode operation) {
    return operation.get("responses").properties().stream()
        .map(Map.Entry::getKey)
        .filter(status -> status.startsWith("2") || status.equals("426"))
        .findFirst()
        .orElseThrow();
  }

  private static HttpRequest.Builder request(Question question, String last) {
    HttpRequest.Builder request =
        SERVER
            .request(filled(question, last))
            .method(question.method(), HttpRequest.BodyPublishers.noBody());
    return question.operation().has("security")
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

  /** The last parameter has the value of that name, the others are fine. */
  private static String filled(Question question, String last) {
    String path = question.path();
    List<String> asked = new ArrayList<>();
    for (JsonNode parameter : question.parameters()) {
      String name = parameter.get("name").asText();
      String value = value(question, parameter, last);
      switch (parameter.get("in").asText()) {
        case "path" -> path = path.replace("{" + name + "}", value);
        case "query" -> asked.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        default -> {}
      }
    }
    return asked.isEmpty() ? path : path + "?" + String.join("&", asked);
  }

  private static String value(Question question, JsonNode parameter, String last) {
    boolean isLast = parameter.equals(question.parameters().getLast());
    return parameter.get(isLast ? last : "example").asText();
  }

  private static HttpResponse<InputStream> ask(Question question, String last) {
    HttpRequest.Builder request = request(question, last);
    question.parameters().stream()
        .filter(parameter -> parameter.get("in").asText().equals("header"))
        .forEach(
            parameter ->
                request.header(parameter.get("name").asText(), value(question, parameter, last)));
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

  /** Exactly the fields that are described, all the way down as far as that goes. */
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
