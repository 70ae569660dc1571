package btcfeed.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds misspelt names of settings.
 *
 * <p>Every unknown name in the file counts. The environment belongs to all programs. There a name
 * counts if it begins with {@code FEED_}, or if it begins like a setting and nearly is one.
 */
final class UnknownNames {
  private static final String PREFIX = "FEED_";
  private static final List<String> SHARED =
      List.of("REDIS_", "FAILOVER_", "WEBSOCKET_URL", "REST_URL", "HEALTH_CHECK_");

  /** Longer names are ignored. */
  private static final int LONGEST = 100;

  private UnknownNames() {}

  /** The warning about an environment variable; empty if it is fine. */
  static Optional<String> inEnvironment(String name, SettingTable settings) {
    if (name.length() > LONGEST || known(name, settings)) {
      return Optional.empty();
    }
    String upper = name.toUpperCase(Locale.ROOT);
    Optional<String> nearest = NearestName.to(name, settings.names());
    boolean suspicious =
        upper.startsWith(PREFIX)
            || (nearest.isPresent() && SHARED.stream().anyMatch(upper::startsWith));
    return suspicious
        ? Optional.of(warning("the environment has " + name, nearest))
        : Optional.empty();
  }

  /** The warning about a name in the file; empty if it is fine. */
  static Optional<String> inFile(String name, SettingTable settings) {
    return known(name, settings)
        ? Optional.empty()
        : Optional.of(warning("the file has " + name, NearestName.to(name, settings.names())));
  }

  private static boolean known(String name, SettingTable settings) {
    return settings.find(name).isPresent() || SecretFiles.settingOf(name, settings).isPresent();
  }

  private static String warning(String what, Optional<String> nearest) {
    return what
        + ", which is not a setting"
        + nearest
            .map(name -> name.endsWith("_") ? name + "<VENUE>" : name)
            .map(name -> "; did you mean " + name + "?")
            .orElse("");
  }
}
