package btcfeed.rehearsal.service;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.store.StoreName;
import btcfeed.simulator.VenueSimulator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The settings of a service in a rehearsal: addresses only, otherwise its defaults. */
public final class ServiceSettings {
  private static final String LOOPBACK = "127.0.0.1";

  private ServiceSettings() {}

  /**
   * The environment variables.
   *
   * @param venues by their names
   * @param storePort where the service reaches a store
   * @param data the directory of its files
   */
  public static Map<String, String> of(
      Map<String, VenueSimulator> venues, ToIntFunction<StoreName> storePort, Path data) {
    Map<String, String> settings = new HashMap<>();
    settings.put("EXCHANGE", String.join(",", venues.keySet()));
    settings.put(
        "FEED_SYMBOLS",
        venues.values().stream()
            .flatMap(venue -> venue.options().symbols().stream())
            .map(Symbol::toString)
            .distinct()
            .collect(Collectors.joining(",")));
    venues.forEach(
        (name, simulator) -> {
          String suffix = "_URL_" + name.toUpperCase(Locale.ROOT);
          settings.put("WEBSOCKET" + suffix, simulator.uri().toString());
          settings.put("REST" + suffix, simulator.restUri().toString());
        });
    settings.put("REDIS_HOST", LOOPBACK);
    settings.put("REDIS_PORT", Integer.toString(storePort.applyAsInt(StoreName.PRIMARY)));
    settings.put("FAILOVER_REDIS_HOST", LOOPBACK);
    settings.put("FAILOVER_REDIS_PORT", Integer.toString(storePort.applyAsInt(StoreName.FAILOVER)));
    settings.put("HEALTH_CHECK_HOST", LOOPBACK);
    settings.put("HEALTH_CHECK_PORT", "0");
    settings.put("FEED_DATA_DIR", data.toString());
    return settings;
  }
}
