package btcfeed.bootstrap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The version of this build.
 *
 * @param commit of the sources, short; {@code unknown} if they were built outside of git
 */
public record Build(String version, String commit) {
  private static final String RESOURCE = "/btcfeed/build.properties";
  private static final String THIRD_PARTIES = "/META-INF/THIRD-PARTY.txt";
  private static final String UNKNOWN = "unknown";

  /** The build that runs. */
  public static Build current() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(value(properties, "version"), value(properties, "commit"));
  }

  /** The libraries of the jar, each with its licences, by name. */
  static List<String> thirdParties() {
    try (InputStream in = Build.class.getResourceAsStream(THIRD_PARTIES)) {
      if (in == null) {
        return List.of("this was not assembled by the build, which would have listed them");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith("("))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Both in one line. */
  public String text() {
    return version + " (commit " + commit + ")";
  }

  private static String value(Properties properties, String name) {
    // Maven leaves a placeholder where it has no value.
    return Optional.ofNullable(properties.getProperty(name))
        .filter(text -> !text.isBlank() && !text.contains("${"))
        .orElse(UNKNOWN);
  }
}
