package btcfeed.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All settings, in the order of the documentation. */
public final class Settings {
  /**
   * A group of settings.
   *
   * @param perVenue settings that exist once per venue
   */
  public record Group(String title, List<Setting<?>> settings, List<VenueSetting<?>> perVenue) {
    private Group(String title, List<Setting<?>> settings) {
      this(title, settings, List.of());
    }
  }

  /** All groups. */
  public static final List<Group> GROUPS =
      List.of(
          new Group("Venues", VenueSettings.ALL, VenueSettings.PER_VENUE),
          new Group("Network", NetworkSettings.ALL),
          new Group("Primary Redis", RedisSettings.PRIMARY.all()),
          new Group("Failover Redis", RedisSettings.FAILOVER.all()),
          new Group("Both stores", StoreSettings.ALL),
          new Group("HTTP", ServiceSettings.HTTP),
          new Group("Journal", ServiceSettings.JOURNAL),
          new Group("Log", ServiceSettings.LOG));

  private static final Map<String, Setting<?>> BY_NAME = byName();

  private Settings() {}

  /** All settings except those per venue. */
  public static Stream<Setting<?>> all() {
    return GROUPS.stream().flatMap(group -> group.settings().stream());
  }

  /** All settings that exist once per venue. */
  public static Stream<VenueSetting<?>> perVenue() {
    return GROUPS.stream().flatMap(group -> group.perVenue().stream());
  }

  /** All names and aliases; for settings per venue, their prefix. */
  public static Stream<String> names() {
    return Stream.concat(BY_NAME.keySet().stream(), perVenue().map(VenueSetting::prefix));
  }

  /** The setting with this name or alias, including those per venue. */
  public static Optional<Setting<?>> find(String name) {
    Optional<Setting<?>> plain = Optional.ofNullable(BY_NAME.get(name));
    return plain.or(
        () ->
            perVenue()
                .<Setting<?>>flatMap(family -> family.venueOf(name).map(family::of).stream())
                .findFirst());
  }

  private static Map<String, Setting<?>> byName() {
    Map<String, Setting<?>> byName = new LinkedHashMap<>();
    all().forEach(setting -> setting.names().forEach(name -> byName.put(name, setting)));
    return byName;
  }
}
