package btcfeed.configuration;

import btcfeed.domain.market.Venue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A setting that exists once per venue. Its name ends with the venue: {@code
 * WEBSOCKET_URL_COINBASE}.
 *
 * @param prefix of the name, with the underscore
 * @param pattern the setting of one venue, with the prefix as its name
 */
public record VenueSetting<T>(String prefix, Setting<T> pattern) {
  private static final Pattern SUFFIX = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

  /** Its name in lists: {@code WEBSOCKET_URL_<VENUE>}. */
  public String title() {
    return prefix + "<VENUE>";
  }

  /** The venue that a variable names; empty for other variables. */
  public Optional<Venue> venueOf(String variable) {
    if (!variable.startsWith(prefix)) {
      return Optional.empty();
    }
    String suffix = variable.substring(prefix.length());
    return SUFFIX.matcher(suffix).matches()
        ? Optional.of(new Venue(suffix.toLowerCase(Locale.ROOT).replace('_', '-')))
        : Optional.empty();
  }

  /** The variable for a venue. */
  public String nameFor(Venue venue) {
    return prefix + venue.name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The setting of one venue. */
  public Setting<T> of(Venue venue) {
    return new Setting<>(
        nameFor(venue),
        pattern.aliases(),
        pattern.kind(),
        pattern.fallback(),
        pattern.secrecy(),
        pattern.about());
  }
}
