package btcfeed.bootstrap;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is deployed")
@Timeout(300)
class DeploymentTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern FLAG = Pattern.compile("-X(?:mx\\w+|X:[+-]\\w+|X:Max\\w+=\\w+)");

  private static String text(String file) throws IOException {
    // A command over several lines is one.
    return Files.readString(ROOT.resolve(file)).replace("\\\n", " ");
  }

  /** The Java flags of each command in a file that starts the jar. */
  private static List<List<String>> starts(String file) throws IOException {
    return text(file)
        .lines()
        .filter(line -> line.contains("btc-feed.jar") && line.contains("-Xmx"))
        .map(DeploymentTest::flags)
        .toList();
  }

  private static List<String> flags(String text) {
    return FLAG.matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<String> launcherFlags() throws IOException {
    return Pattern.compile("(?ms)^readonly (?:HEAP|GC|FLAGS)=\\((.*?)\\)")
        .matcher(text("btc-feed"))
        .results()
        .flatMap(array -> flags(array.group(1)).stream())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dockerfile",
        "deploy/digitalocean/btc-feed.service",
        "deploy/digitalocean/cloud-init.yaml",
        "docs/the-jar.md"
      })
  @DisplayName("starts with the flags of the launcher, for training and for use of the cache")
  void sameFlags(String file) throws IOException {
    List<String> wanted = launcherFlags();
    assertThat(wanted).hasSizeGreaterThan(3);
    assertThat(starts(file)).isNotEmpty().allMatch(wanted::equals);
  }

  @Test
  @DisplayName(
      "is an image whose last stage runs as nobody special, is told to stop, and needs no shell")
  void image() throws IOException {
    String file = text("Dockerfile");
    String last = file.substring(file.lastIndexOf("\nFROM "));
    assertThat(last.lines().map(line -> line.split(" ", 2)[0]))
        .containsSubsequence("COPY", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD");
    assertThat(last).contains("\nUSER 10001\n").contains("\nSTOPSIGNAL SIGTERM\n");
    assertThat(last.lines().filter(line -> line.matches("(ENTRYPOINT|CMD) .*")))
        .allMatch(line -> line.matches("\\w+ \\[\".*\"]"));
    assertThat(last).contains("CMD [\"/opt/btc-feed/healthy\"]");
    assertThat(text(".dockerignore")).contains("!deploy/healthy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "deploy/kubernetes/btc-feed.yaml"})
  @DisplayName("writes only to its volumes, and can gain no rights")
  void locked(String file) throws IOException {
    assertThat(text(file).toLowerCase(Locale.ROOT).replaceAll("[_ ]", ""))
        .containsAnyOf("readonly:true", "readonlyrootfilesystem:true")
        .containsAnyOf("no-new-privileges:true", "allowprivilegeescalation:false")
        .containsAnyOf("capdrop:[all]", "drop:[all]");
  }

  @ParameterizedTest
  @CsvSource({
    "live, 200 OK, 0",
    "live, 503 Service Unavailable, 1",
    "ready, 200 OK, 0",
    "ready, 503 Service Unavailable, 1"
  })
  @DisplayName("is healthy only if the service answers that it is live, or ready if that is asked")
  void healthy(String wanted, String status, int code) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process check =
          check(server.getLocalPort(), wanted.equals("live") ? List.of() : List.of(wanted));
      try (Socket asked = server.accept()) {
        String expected = "GET /health/" + wanted + " ";
        byte[] request = asked.getInputStream().readNBytes(expected.length());
        assertThat(new String(request, StandardCharsets.US_ASCII)).isEqualTo(expected);
        asked
            .getOutputStream()
            .write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(check.waitFor(120, SECONDS)).isTrue();
        assertThat(check.exitValue()).isEqualTo(code);
      }
    }
  }

  @Test
  @DisplayName("is unhealthy where no service listens")
  void nobody() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    Process check = check(port, List.of());
    assertThat(check.waitFor(120, SECONDS)).isTrue();
    assertThat(check.exitValue()).isNotZero();
  }

  private static Process check(int port, List<String> arguments) throws IOException {
    ProcessBuilder check = new ProcessBuilder("bash", ROOT.resolve("deploy/healthy").toString());
    check.command().addAll(arguments);
    check.environment().put("HEALTH_CHECK_PORT", Integer.toString(port));
    return check.redirectErrorStream(true).start();
  }

  @Test
  @DisplayName("has a unit that systemd keeps trying to start, but not with a faulty configuration")
  void unit() throws IOException {
    assertThat(Stream.of(text("deploy/digitalocean/btc-feed.service").split("\n")))
        .contains("Restart=always", "RestartPreventExitStatus=2", "NoNewPrivileges=yes")
        .contains("ProtectSystem=strict", "CapabilityBoundingSet=", "StateDirectory=btc-feed");
  }
}
