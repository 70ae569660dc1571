package btcfeed.api;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a plugin.
 *
 * @param name the whole name of the variable, {@code FEED_KAFKA_TOPIC_PREFIX}
 * @param help what it is for, in a sentence of at most 100 characters
 * @param expected completes the sentence "expected ..."
 * @param secret true if its value is never shown
 * @param fallback the default as text; empty without a default
 * @param reader empty for an invalid text; never throws
 */
public record PluginSetting<T>(
    String name,
    String help,
    String expected,
    boolean secret,
    Optional<String> fallback,
    Function<String, Optional<T>> reader) {
  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12})(ms|s|m|h)?");

  /** A text without an example of what it must be. */
  public static PluginSetting<String> text(String name, String help, String fallback) {
    return new PluginSetting<>(name, help, "any text", false, Optional.of(fallback), Optional::of);
  }

  /** A text that is never shown. */
  public static PluginSetting<String> secret(String name, String help) {
    return new PluginSetting<>(name, help, "any text", true, Optional.empty(), Optional::of);
  }

  /** A whole number, both limits included. */
  public static PluginSetting<Long> number(
      String name, String help, long least, long most, long fallback) {
    return new PluginSetting<>(
        name,
        help,
        "a whole number from " + least + " to " + most,
        false,
        Optional.of(Long.toString(fallback)),
        text -> whole(text).filter(number -> number >= least && number <= most));
  }

  /** A duration, both limits included: {@code 250ms}, {@code 5s}, {@code 1h}, bare seconds. */
  public static PluginSetting<Duration> duration(
      String name, String help, Duration least, Duration most, String fallback) {
    return new PluginSetting<>(
        name,
        help,
        "a duration such as 250ms, 5s, 2m, 1h or a number of seconds, from %d ms to %d s"
            .formatted(least.toMillis(), most.toSeconds()),
        false,
        Optional.of(fallback),
        text ->
            duration(text).filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
  }

  /** True or false. */
  public static PluginSetting<Boolean> flag(String name, String help, boolean fallback) {
    return new PluginSetting<>(
        name,
        help,
        "true or false",
        false,
        Optional.of(Boolean.toString(fallback)),
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  private static Optional<Long> whole(String text) {
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (Optional.ofNullable(matcher.group(2)).orElse("s")) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofSeconds(number);
        });
  }
}
