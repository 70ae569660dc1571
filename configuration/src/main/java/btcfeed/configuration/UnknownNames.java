package btcfeed.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds names that were probably meant for us and are none of ours.
 *
 * <p>In the environment, which is everybody's, only names that begin like ours count, and beyond
 * {@code FEED_} only those that are nearly one of ours; the file is ours alone.
 */
final class UnknownNames {
  private static final String OURS = "FEED_";
  private static final List<String> SHARED =
      List.of("REDIS_", "FAILOVER_", "WEBSOCKET_URL", "REST_URL", "HEALTH_CHECK_");

  /** Names are not looked at beyond this length. */
  private static final int LONGEST = 100;

  private UnknownNames() {}

  /** What to say about a variable of the environment; empty if nothing. */
  static Optional<String> inEnvironment(String name) {
    if (name.length() > LONGEST || known(name)) {
      return Optional.empty();
    }
    String upper = name.toUpperCase(Locale.ROOT);
    Optional<String> nearest = NearestName.to(name, Settings.names());
    boolean worthAWord =
        upper.startsWith(OURS)
            || (nearest.isPresent() && SHARED.stream().anyMatch(upper::startsWith));
    return worthAWord
        ? Optional.of(sentence("the environment has " + name, nearest))
        : Optional.empty();
  }

  /** What to say about a name in the file; empty if nothing. */
  static Optional<String> inFile(String name) {
    return known(name)
        ? Optional.empty()
        : Optional.of(sentence("the file has " + name, NearestName.to(name, Settings.names())));
  }

  private static boolean known(String name) {
    return Settings.find(name).isPresent() || SecretFiles.settingOf(name).isPresent();
  }

  private static String sentence(String what, Optional<String> nearest) {
    return what
        + ", which is no setting"
        + nearest.map(name -> "; did you mean " + title(name) + "?").orElse("");
  }

  private static String title(String name) {
    return name.endsWith("_") ? name + "<VENUE>" : name;
  }
}
