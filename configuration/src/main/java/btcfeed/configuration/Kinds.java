package btcfeed.configuration;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.net.NoProxy;
import btcfeed.exchange.net.ProxyServer;
import btcfeed.http.admin.AdminToken;
import btcfeed.redis.KeyNames;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of values of settings, and of some options of the command line. */
public final class Kinds {
  /** The maximum number of list entries. */
  static final int MAX_LIST = 64;

  private static final int MAX_NUMBER_LENGTH = 24;

  private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ms", 1_000_000L,
          "", 1_000_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "", 1L,
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "kib", 1_024L,
          "mib", 1_048_576L,
          "gib", 1_073_741_824L,
          "tib", 1_099_511_627_776L);

  private static final List<String> SIZES = List.of(" bytes", "KiB", "MiB", "GiB", "TiB");

  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");

  static final Kind<Boolean> BOOLEAN =
      oneOf(
          "true or false (also 1/0, yes/no, on/off)",
          Map.of(
              "true", true, "1", true, "yes", true, "on", true, //
              "false", false, "0", false, "no", false, "off", false));

  static final Kind<Integer> PORT =
      new Kind<>("a port, 1 to 65535", text -> whole(text, 1, 65535).map(Long::intValue));

  static final Kind<Integer> PORT_OR_ZERO =
      new Kind<>(
          "a port, 1 to 65535, or 0 for any free one",
          text -> whole(text, 0, 65535).map(Long::intValue));

  static final Kind<String> HOST =
      new Kind<>("a host name or address, without scheme and port", only(Kinds::isHost));

  static final Kind<String> TEXT = new Kind<>("any text", Optional::of);

  static final Kind<Secret> SECRET =
      new Kind<>("any text", Secrecy.SECRET, text -> Optional.of(new Secret(text)));

  static final Kind<Secret> ADMIN_TOKEN =
      new Kind<>(
          "32 to 512 characters of A-Z a-z 0-9 - . _ ~ + /, chosen at random, for example by"
              + " openssl rand -hex 32",
          Secrecy.SECRET,
          text -> only(AdminToken.SHAPE.asMatchPredicate()).apply(text).map(Secret::new));

  static final Kind<RedisUrl> REDIS_URL =
      new Kind<>(
          "redis://[user:password@]host[:port][/database], or rediss:// for TLS;"
              + " redis+sentinel://host[:26379],.../master[/database],"
              + " redis+replicated://host,...[/database], redis+cluster://host,...;"
              + " valkey:// and valkeys:// mean the same. Special characters in the password are"
              + " percent-encoded. Only protocol=2 or protocol=3 may follow a ?",
          Secrecy.SECRET_IN_URL,
          RedisUrl::parse);

  static final Kind<ProxyServer> PROXY =
      new Kind<>(ProxyServer.EXPECTED, Secrecy.SECRET_IN_URL, ProxyServer::parse);

  static final Kind<Optional<ProxyServer>> PROXY_OR_NONE =
      new Kind<>(
          ProxyServer.EXPECTED + "; or none",
          Secrecy.SECRET_IN_URL,
          text ->
              text.matches("(?i)none|direct")
                  ? Optional.of(Optional.empty())
                  : Optional.of(ProxyServer.parse(text)).filter(Optional::isPresent));

  static final Kind<NoProxy> NO_PROXY =
      new Kind<>(
          "host names (subdomains included), addresses, ranges such as 10.0.0.0/8, each with an"
              + " optional :port, or *; separated by commas",
          text -> Optional.of(NoProxy.parse(text)));

  static final Kind<List<Symbol>> SYMBOLS =
      list(
          "symbols BASE-QUOTE, separated by commas, for example BTC-USD,BTC-USDT",
          text -> attempt(() -> Symbol.parse(text.toUpperCase(Locale.ROOT))));

  /** The error of the first invalid symbol; empty if all are valid. */
  static Optional<String> symbolError(String text) {
    for (String part : text.split(",", -1)) {
      try {
        Symbol.parse(part.strip().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        return Optional.of(message.substring(message.indexOf("; ") + 2));
      }
    }
    return Optional.empty();
  }

  static final Kind<List<Venue>> VENUES =
      list(
          "venue names, separated by commas, for example binance,coinbase",
          text -> attempt(() -> new Venue(text.toLowerCase(Locale.ROOT))));

  static final Kind<List<String>> KEYS =
      list(
          "key names, separated by commas; a * at the end matches anything",
          only(text -> !text.contains(" ")));

  static final Kind<List<String>> ORIGINS =
      list(
          "origins, separated by commas, as browsers write them, for example"
              + " https://desk.example,http://localhost:3000",
          lowerCase("(?i)https?://[a-z0-9.\\[\\]:-]+"));

  static final Kind<List<String>> HTTP_HOSTS =
      list(
          "host names, separated by commas, for example feed.example.com; .example.com matches"
              + " every name below it, * any name",
          lowerCase("\\*|\\.?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"));

  static final Kind<List<SinkUrl>> SINKS =
      new Kind<>(SinkUrl.EXPECTED, Secrecy.SECRET_IN_URLS, SinkUrl::list);

  static final Kind<String> KEY_PREFIX =
      new Kind<>(
          "letters, digits, _ . : - { }, at most 64", only(text -> text.matches(KeyNames.PREFIX)));

  static final Kind<Path> DIRECTORY =
      path("a folder, existing or to be made", path -> !Files.exists(path) || isDirectory(path));

  static final Kind<Path> READABLE_FILE =
      path("a file that exists and can be read", p -> !isDirectory(p) && Files.isReadable(p));

  static final Kind<Path> PROGRAM =
      path("a program that exists and can be run", p -> !isDirectory(p) && Files.isExecutable(p));

  /** The size of a file. */
  public static final Kind<Long> FILE_SIZE = size(64L << 10, 1L << 40);

  /** The duration of a soak. */
  public static final Kind<Duration> SOAK_TIME =
      duration(Duration.ofSeconds(10), Duration.ofHours(24));

  private Kinds() {}

  /** A whole number in a range, both limits included. */
  static Kind<Long> number(long least, long most) {
    return new Kind<>(
        "a whole number from " + least + " to " + most, text -> whole(text, least, most));
  }

  /** A duration in a range: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, bare seconds. */
  static Kind<Duration> duration(Duration least, Duration most) {
    return new Kind<>(
        "a duration such as 250ms, 5s, 2m, 1h or a number of seconds, from "
            + text(least)
            + " to "
            + text(most),
        text ->
            quantity(text, NANOS)
                .map(Duration::ofNanos)
                .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0));
  }

  /** A size in a range, in bytes: {@code 64MiB}, {@code 10MB}, bare bytes. */
  static Kind<Long> size(long leastBytes, long mostBytes) {
    return new Kind<>(
        "a size such as 64MiB, 10MB or a number of bytes, from "
            + sizeText(leastBytes)
            + " to "
            + sizeText(mostBytes),
        text -> quantity(text, BYTES).filter(size -> size >= leastBytes && size <= mostBytes));
  }

  /** One of these words, in upper or lower case. */
  static <T> Kind<T> oneOf(String expected, Map<String, T> words) {
    return new Kind<>(
        expected, text -> Optional.ofNullable(words.get(text.toLowerCase(Locale.ROOT))));
  }

  /** The name of one of these constants, in upper or lower case. */
  static <E extends Enum<E>> Kind<E> oneOf(String expected, E[] constants) {
    return oneOf(
        expected,
        Arrays.stream(constants)
            .collect(Collectors.toMap(one -> one.name().toLowerCase(Locale.ROOT), one -> one)));
  }

  /** A URL with a host and one of two schemes. */
  static Kind<URI> url(String scheme, String other) {
    return new Kind<>(
        "a URL with a host, " + scheme + ":// or " + other + "://",
        Secrecy.SECRET_IN_URL,
        text -> {
          try {
            URI uri = new URI(text);
            boolean known = scheme.equals(uri.getScheme()) || other.equals(uri.getScheme());
            boolean usable = known && uri.getHost() != null && uri.getPort() <= 65535;
            return usable && uri.getFragment() == null ? Optional.of(uri) : Optional.empty();
          } catch (URISyntaxException _) {
            return Optional.empty();
          }
        });
  }

  /** Whether a text is a host name, an IPv4 or an IPv6 address. */
  static boolean isHost(String text) {
    return HOST_NAME.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  /** Reads a whole number in a range. */
  static Optional<Long> whole(String text, long least, long most) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(text);
      return number >= least && number <= most ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Reads a number with one of these units, in the smallest unit; empty if that is no whole. */
  private static Optional<Long> quantity(String text, Map<String, Long> units) {
    Matcher parts = QUANTITY.matcher(text);
    if (text.length() > MAX_NUMBER_LENGTH || !parts.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(parts.group(1));
    return Optional.ofNullable(units.get(parts.group(2).toLowerCase(Locale.ROOT)))
        .flatMap(unit -> attempt(number.multiply(BigDecimal.valueOf(unit))::longValueExact));
  }

  private static Function<String, Optional<String>> only(Predicate<String> valid) {
    return text -> Optional.of(text).filter(valid);
  }

  private static Function<String, Optional<String>> lowerCase(String shape) {
    return text ->
        text.matches(shape) ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  private static <T> Kind<List<T>> list(String expected, Function<String, Optional<T>> one) {
    return new Kind<>(
        expected,
        text -> {
          List<T> values = new ArrayList<>();
          for (String part : text.split(",", -1)) {
            Optional<T> value = part.isBlank() ? Optional.empty() : one.apply(part.strip());
            if (value.isEmpty() || values.size() == MAX_LIST) {
              return Optional.empty();
            }
            if (!values.contains(value.get())) {
              values.add(value.get());
            }
          }
          return Optional.of(List.copyOf(values));
        });
  }

  private static Kind<Path> path(String expected, Predicate<Path> usable) {
    return new Kind<>(
        expected,
        text -> {
          try {
            return Optional.of(Path.of(text)).filter(usable);
          } catch (InvalidPathException _) {
            return Optional.empty();
          }
        });
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path);
  }

  private static String text(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 3_600_000 == 0 && ms > 0) {
      return ms / 3_600_000 + "h";
    }
    return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
  }

  private static String sizeText(long bytes) {
    int power = Math.min(Long.numberOfTrailingZeros(bytes) / 10, SIZES.size() - 1);
    return (bytes >> (10 * power)) + SIZES.get(power);
  }

  /** The result of a parser that throws for invalid text. */
  private static <T> Optional<T> attempt(Supplier<T> parser) {
    try {
      return Optional.of(parser.get());
    } catch (IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
