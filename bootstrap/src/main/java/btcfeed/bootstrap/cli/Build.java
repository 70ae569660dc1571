package btcfeed.bootstrap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param commit of the sources, short; {@code unknown} when they were built outside of git
 */
public record Build(String version, String commit) {
  private static final String RESOURCE = "/btcfeed/build.properties";
  private static final String UNKNOWN = "unknown";

  /** This one. */
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

  /** Both in one line. */
  public String text() {
    return version + " (commit " + commit + ")";
  }

  private static String value(Properties properties, String name) {
    // What Maven had no value for is still a placeholder.
    return Optional.ofNullable(properties.getProperty(name))
        .filter(text -> !text.isBlank() && !text.contains("${"))
        .orElse(UNKNOWN);
  }
}
