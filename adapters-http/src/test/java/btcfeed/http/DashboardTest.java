package btcfeed.http;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The dashboard at /")
class DashboardTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static final int MOST_BYTES = 200_000;
  private static final List<String> SCRIPTS =
      List.of("dashboard.js", "instances.js", "sinks.js", "chart.js", "look.js");

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("is a page for browsers and clients that accept anything, and a list for programs")
  void pageOrList() {
    assertThat(type("/", BROWSER)).startsWith("text/html");
    assertThat(type("/", "*/*")).startsWith("text/html");
    assertThat(type("/", "application/json")).startsWith("application/json");
  }

  @Test
  @DisplayName("may only load files of its server, call its server and run its own script")
  void policy() {
    assertThat(server.get("/", BROWSER).headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                    .doesNotContain("unsafe", "http:", "https:", "*"));
  }

  @Test
  @DisplayName("needs no other host, names only existing files, and is small in total")
  void ownFilesOnly() {
    String page = server.get("/", BROWSER).body();
    Set<String> assets = new TreeSet<>(found("(?:href|src)=\"(/assets/[^\"]+)\"", page));
    int size = page.length();
    for (String asset : assets) {
      HttpResponse<String> file = server.get(asset);
      assertThat(file.statusCode()).as(asset).isEqualTo(200);
      assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
          .as(asset)
          .doesNotContainPattern("(?:https?|wss?)://(?!github\\.com/leeoniya/uPlot)");
      size += file.body().length();
    }
    assertThat(assets).hasSize(3);
    assertThat(page).doesNotContain("://", "<style", "onclick", "style=");
    assertThat(size).isLessThan(MOST_BYTES);
  }

  @Test
  @DisplayName("contains third-party files unchanged and with their licence")
  void vendored() {
    String notice = resource("page/dashboard/vendor/README.md");
    Map<String, String> parts =
        Map.of("uPlot.min.css", "/assets/page.css", "uPlot.iife.min.js", "/assets/page.js");
    parts.forEach(
        (name, asset) -> {
          String file = resource("page/dashboard/vendor/" + name);
          assertThat(notice).contains(sha256(file) + "  " + name);
          assertThat(server.get(asset).body()).as(asset).contains(file);
        });
    assertThat(resource("page/dashboard/vendor/uPlot.LICENSE.txt"))
        .contains("The MIT License", "Copyright (c)");
  }

  @Test
  @DisplayName("shows external text as text only, never as HTML")
  void textOnly() {
    for (String script : SCRIPTS) {
      assertThat(resource("page/dashboard/" + script))
          .as(script)
          .contains("'use strict'")
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
  }

  @Test
  @DisplayName("has every element that its script fills, and links only to existing paths")
  void partsFit() {
    String page = server.get("/", BROWSER).body();
    String script =
        SCRIPTS.stream().map(name -> resource("page/dashboard/" + name)).collect(joining());
    Set<String> ids = Set.copyOf(found("id=\"([a-z-]+)\"", page));
    Set<String> used =
        found("(?:\\$|fill|facts)\\('([a-z-]+)'", script).stream().collect(Collectors.toSet());

    assertThat(used).hasSizeGreaterThan(10);
    assertThat(ids).containsAll(used);
    found("<a href=\"([^\"]+)\"", page)
        .forEach(path -> assertThat(server.get(path).statusCode()).as(path).isEqualTo(200));
  }

  private static String resource(String path) {
    try (InputStream in =
        Objects.requireNonNull(DashboardTest.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String type(String path, String accept) {
    return server.get(path, accept).headers().firstValue("Content-Type").orElse("");
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
