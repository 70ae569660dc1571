package btcfeed.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bill of materials of bundled files")
class BundledFilesTest {
  private static final String SBOM = "META-INF/sbom/bundled-files.cdx.json";

  @Test
  @DisplayName("lists the five Redis programs and uPlot with the digests that they have")
  void digests() throws IOException, NoSuchAlgorithmException {
    Map<String, String> listed = new TreeMap<>();
    Map<String, String> shipped = new TreeMap<>();
    for (JsonNode component :
        JsonMapper.builder().build().readTree(bytes(SBOM)).path("components")) {
      String entry = component.at("/properties/0/value").asText();
      listed.put(entry, component.at("/hashes/0/content").asText());
      shipped.put(
          entry,
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(entry))));
    }
    assertThat(listed).hasSize(7).isEqualTo(shipped);
  }

  private static byte[] bytes(String resource) throws IOException {
    ClassLoader loader = Objects.requireNonNull(BundledFilesTest.class.getClassLoader());
    try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(resource), resource)) {
      return in.readAllBytes();
    }
  }
}
