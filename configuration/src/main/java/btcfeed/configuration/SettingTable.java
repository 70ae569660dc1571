package btcfeed.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings and their names: those of the service, or these and those of its plugins. */
final class SettingTable {
  private final List<Setting<?>> all;
  private final Map<String, Setting<?>> byName = new LinkedHashMap<>();

  SettingTable(List<Setting<?>> all) {
    this.all = List.copyOf(all);
    for (Setting<?> setting : this.all) {
      setting.names().forEach(name -> byName.put(name, setting));
    }
  }

  /** These settings and more. */
  SettingTable with(List<Setting<?>> more) {
    List<Setting<?>> both = new ArrayList<>(all);
    both.addAll(more);
    return new SettingTable(both);
  }

  /** All settings; one that exists once per venue is there once. */
  Stream<Setting<?>> all() {
    return all.stream();
  }

  /** All names and aliases; for settings per venue, their prefix. */
  Stream<String> names() {
    return byName.keySet().stream();
  }

  /** The setting with this name or alias; of a setting per venue, that of the venue it names. */
  Optional<Setting<?>> find(String name) {
    return Optional.<Setting<?>>ofNullable(byName.get(name))
        .filter(setting -> !setting.perVenue())
        .or(
            () ->
                all()
                    .<Setting<?>>flatMap(one -> one.venueOf(name).map(one::forVenue).stream())
                    .findAny());
  }
}
