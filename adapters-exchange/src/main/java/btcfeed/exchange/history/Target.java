package btcfeed.exchange.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What a history request asks for: a path and a query. Every part is percent-encoded, so that no
 * text can change the meaning of the rest. Immutable.
 */
public final class Target {
  private final String text;

  private Target(String text) {
    this.text = text;
  }

  /** A path of these segments, without a query. */
  public static Target path(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encoded(segment));
    }
    return new Target(path.toString());
  }

  /** The same with one more parameter. */
  public Target with(String name, String value) {
    char separator = text.indexOf('?') < 0 ? '?' : '&';
    return new Target(text + separator + encoded(name) + "=" + encoded(value));
  }

  /** The same with one more parameter. */
  public Target with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** As it stands in a request, with a slash in front. */
  public String text() {
    return text;
  }

  // A form writes a space as '+', which a path does not know. A colon may stand in both.
  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }
}
