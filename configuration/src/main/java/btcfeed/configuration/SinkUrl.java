package btcfeed.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One entry of {@code FEED_SINKS}: {@code kafka://host:9092}, or {@code archive=kafka://host:9092}.
 *
 * @param name of the sink: the given one, or the scheme
 * @param scheme the name of the plugin
 */
record SinkUrl(String name, String scheme, String url) {
  static final String EXPECTED =
      "URLs of sinks, separated by commas, each with an optional name, such as"
          + " kafka://host:9092,archive=parquet:///var/ticks";

  private static final int MOST = 16;
  private static final Pattern ENTRY =
      Pattern.compile("(?:([a-z][a-z0-9-]{0,31})=)?(([a-z][a-z0-9-]{0,31}):\\S*)");

  /** A comma before another entry; the URL of a Kafka cluster has commas of its own. */
  private static final Pattern BETWEEN =
      Pattern.compile("\\s*,\\s*(?=(?:[a-z][a-z0-9-]{0,31}=)?[a-z][a-z0-9-]{0,31}:/)");

  /** Reads the entries; empty if one is invalid. */
  static Optional<List<SinkUrl>> list(String text) {
    List<SinkUrl> urls = new ArrayList<>();
    for (String part : BETWEEN.split(text.strip(), -1)) {
      Matcher entry = ENTRY.matcher(part);
      if (!entry.matches() || urls.size() == MOST) {
        return Optional.empty();
      }
      String scheme = entry.group(3);
      urls.add(
          new SinkUrl(Optional.ofNullable(entry.group(1)).orElse(scheme), scheme, entry.group(2)));
    }
    return Optional.of(urls);
  }

  /** The URL without user, password and query. */
  String address() {
    return SecretText.address(url, true);
  }

  /** The entries without user, password and query. */
  static String shown(String text) {
    if (text.isEmpty()) {
      return "";
    }
    return list(text)
        .map(
            urls ->
                urls.stream()
                    .map(one -> (one.name.equals(one.scheme) ? "" : one.name + "=") + one.address())
                    .collect(Collectors.joining(",")))
        .orElseGet(() -> SecretText.address(text, false));
  }
}
