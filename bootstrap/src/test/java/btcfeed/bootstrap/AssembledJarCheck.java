package btcfeed.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reads the assembled jar, so Maven runs it behind {@code package}. */
@DisplayName("The assembled jar")
class AssembledJarCheck {
  private static final Path JAR =
      Path.of(System.getProperty("project.root"), "bootstrap", "target", "btc-feed.jar");
  private static final String SBOM = "META-INF/sbom/btc-feed.cdx.json";

  @Test
  @DisplayName("says nothing of the JDK that ran Maven, and all its entries have one time")
  void nothingOfTheBuildHost() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().keySet())
          .extracting(Object::toString)
          .contains("Main-Class")
          .noneMatch(name -> name.contains("Jdk") || name.equals("Created-By"));
      assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
    }
  }

  @Test
  @DisplayName("has a bill of materials that lists every file of others with the digest it has")
  void completeBillOfMaterials() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Map<String, String> listed = new TreeMap<>();
      for (JsonNode component : sbom(jar).path("components")) {
        for (JsonNode property : component.path("properties")) {
          if (property.path("name").asText().equals("btc-feed:entry")) {
            listed.put(property.path("value").asText(), sha256(component));
          }
        }
      }
      Map<String, String> shipped = new TreeMap<>();
      for (String entry : files(jar)) {
        shipped.put(entry, sha256(jar, entry));
      }
      assertThat(listed).isEqualTo(shipped).hasSize(7);
    }
  }

  @Test
  @DisplayName("has a bill of materials that lists the libraries")
  void libraries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(sbom(jar).path("components").findValuesAsText("name"))
          .contains("redisson", "helidon-webserver", "tyrus-standalone-client");
    }
  }

  /** The programs and scripts of others that are no Maven artifacts. */
  private static List<String> files(JarFile jar) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(
            name ->
                name.startsWith("redis-server-")
                    || (name.contains("/vendor/") && name.matches(".*\\.(js|css)")))
        .toList();
  }

  private static JsonNode sbom(JarFile jar) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(SBOM))) {
      return JsonMapper.builder().build().readTree(in);
    }
  }

  private static String sha256(JsonNode component) {
    return Stream.of(component.path("hashes"))
        .flatMap(hashes -> hashes.valueStream())
        .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
        .map(hash -> hash.path("content").asText())
        .findFirst()
        .orElse("none");
  }

  private static String sha256(JarFile jar, String entry) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(jar.getInputStream(jar.getEntry(entry)), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
