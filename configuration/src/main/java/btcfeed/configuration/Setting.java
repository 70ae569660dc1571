package btcfeed.configuration;

import btcfeed.domain.market.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A setting.
 *
 * @param name of the variable; the prefix {@code REST_URL_} of one that exists once per venue
 * @param aliases other accepted names
 * @param fallback its default as text; empty without a default
 */
public record Setting<T>(
    String name, List<String> aliases, Kind<T> kind, Optional<String> fallback) {
  /** Replaces secrets in all output. */
  public static final String MASK = "***";

  private static final int LONGEST_SHOWN = 200;
  private static final Pattern VENUE = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

  /** A setting without a default. */
  static <T> Setting<T> of(String name, Kind<T> kind) {
    return new Setting<>(name, List.of(), kind, Optional.empty());
  }

  /** A setting with a default. */
  static <T> Setting<T> of(String name, Kind<T> kind, String fallback) {
    return new Setting<>(name, List.of(), kind, Optional.of(fallback));
  }

  /** This setting with another accepted name. */
  Setting<T> orNamed(String alias) {
    return new Setting<>(name, List.of(alias), kind, fallback);
  }

  /** True if it exists once per venue. */
  public boolean perVenue() {
    return name.endsWith("_");
  }

  /** Its name in lists: {@code REST_URL_<VENUE>}. */
  public String title() {
    return perVenue() ? name + "<VENUE>" : name;
  }

  /** Of a setting per venue, the venue that a variable names; empty for other variables. */
  public Optional<Venue> venueOf(String variable) {
    return Optional.of(variable)
        .filter(text -> perVenue() && text.startsWith(name))
        .map(text -> text.substring(name.length()))
        .filter(suffix -> VENUE.matcher(suffix).matches())
        .map(suffix -> new Venue(suffix.toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  /** Of a setting per venue, that of one venue. */
  public Setting<T> forVenue(Venue venue) {
    String suffix = venue.name().toUpperCase(Locale.ROOT).replace('-', '_');
    return new Setting<>(name + suffix, aliases, kind, fallback);
  }

  /**
   * Its name, then its aliases. An alias that is the name in lower case comes first, because curl
   * and others read proxy variables in this order.
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(name);
    aliases.forEach(
        alias -> names.add(alias.equals(name.toLowerCase(Locale.ROOT)) ? 0 : names.size(), alias));
    return names;
  }

  /**
   * A value that is safe to show: without secrets and control characters, and of limited length.
   */
  public String shown(String text) {
    return switch (kind.secrecy()) {
      case OPEN -> printable(SecretText.masked(text));
      case SECRET -> text.isEmpty() ? "" : MASK;
      case SECRET_IN_URLS -> printable(SinkUrl.shown(text));
      case SECRET_IN_URL ->
          printable(SecretText.address(text, text.isEmpty() || kind.read(text).isPresent()));
    };
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_SHOWN)
        .forEach(c -> shown.appendCodePoint(c < ' ' || c == 127 ? '?' : c));
    return shown.append(text.length() > LONGEST_SHOWN ? "..." : "").toString();
  }
}
