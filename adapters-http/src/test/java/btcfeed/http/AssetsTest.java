package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A file of the dashboard")
class AssetsTest {
  private static final String ELSEWHERE = "https://board.example";

  private final TestServer server =
      new TestServer(new TestOptions().corsOrigins(Set.of(ELSEWHERE)).build());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/assets/page.css", "/assets/page.js", "/assets/icon.svg", "/openapi"})
  @DisplayName("is compressed for a client that accepts gzip, with the same content")
  void packed(String path) throws Exception {
    HttpResponse<byte[]> plain = send(asked(path));
    HttpResponse<byte[]> packed = send(asked(path).header("Accept-Encoding", "br, GZIP ;q=0.5"));

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(unpacked(packed.body())).isEqualTo(text(plain));
    assertThat(packed.headers().firstValue("Vary")).contains("Accept, Accept-Encoding");
    assertThat(tag(packed)).isNotEqualTo(tag(plain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.000", "br", "zip", "gzipped", ",;"})
  @DisplayName("is not compressed for other clients")
  void plain(String encodings) throws Exception {
    HttpResponse<byte[]> response =
        send(asked("/assets/page.js").header("Accept-Encoding", encodings));

    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(text(response)).contains("'use strict'");
  }

  @ParameterizedTest
  @CsvSource({"'',304", "W/,304", "'\"x\", ',304", "y,200"})
  @DisplayName("is revalidated on each use and not sent again if unchanged")
  void known(String before, int status) throws Exception {
    HttpResponse<byte[]> first = send(asked("/assets/page.css"));
    HttpResponse<byte[]> again =
        send(asked("/assets/page.css").header("If-None-Match", before + tag(first)));

    assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(again.statusCode()).isEqualTo(status);
    assertThat(again.body().length == 0).isEqualTo(status == 304);
    assertThat(tag(again)).isEqualTo(tag(first));
  }

  @ParameterizedTest
  @CsvSource({"identity", "gzip"})
  @DisplayName("has a different entity tag plain and compressed")
  void eachForm(String other) throws Exception {
    String tag = tag(send(asked("/").header("Accept-Encoding", other)));
    String mine = other.equals("gzip") ? "identity" : "gzip";
    HttpRequest.Builder request = asked("/").header("Accept-Encoding", mine);

    assertThat(send(request.header("If-None-Match", tag)).statusCode()).isEqualTo(200);
    assertThat(send(request.setHeader("If-None-Match", "*")).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity"})
  @DisplayName("has the same length in HEAD as in GET")
  void head(String encoding) throws Exception {
    HttpRequest.Builder request = asked("/assets/page.js").header("Accept-Encoding", encoding);
    HttpResponse<byte[]> whole = send(request);
    HttpResponse<byte[]> head = send(request.method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(whole.body().length);
    assertThat(tag(head)).isEqualTo(tag(whole));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/page.js", "/openapi"})
  @DisplayName("names in Vary all header fields it depends on, including Origin")
  void origins(String path) throws Exception {
    HttpResponse<byte[]> response = send(asked(path).header("Origin", ELSEWHERE));

    assertThat(response.headers().firstValue("Vary")).contains("Accept, Accept-Encoding, Origin");
  }

  private HttpRequest.Builder asked(String path) {
    return server.request(path);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String tag(HttpResponse<?> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
