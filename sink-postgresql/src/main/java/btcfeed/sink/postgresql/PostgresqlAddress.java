package btcfeed.sink.postgresql;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the database is, and who asks.
 *
 * @param hosts as {@code host:port,host:port}; the one that accepts writes is used
 * @param options {@code sslmode} and {@code sslrootcert}, as PostgreSQL's own clients read them
 */
record PostgresqlAddress(
    String hosts,
    String database,
    String user,
    Optional<String> password,
    Map<String, String> options) {
  static final String FORM =
      "postgresql://user[:password]@host[:port][,host[:port]...]/database"
          + "[?sslmode=...&sslrootcert=file]";

  private static final int MOST_CHARACTERS = 2_000;
  private static final int MOST_HOSTS = 3;
  private static final String DEFAULT_PORT = "5432";
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private static final Pattern URL =
      Pattern.compile(
          "postgresql://(?<user>[^:@/?#]+)(:(?<password>[^:@/?#]*))?@(?<hosts>[^@/?#]+)"
              + "/(?<database>[^/?#]+)([?](?<options>[^?#]*))?");
  private static final Pattern HOST =
      Pattern.compile("(?<name>[\\w.-]+|\\[[0-9a-fA-F:.]+])(:(?<port>[1-9]\\d{0,4}))?");

  /** What is wrong with a URL, without a part of it; empty if it can be used. */
  static Optional<String> complaint(String url) {
    try {
      parse(url);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage()).or(() -> Optional.of(FORM));
    }
  }

  /** Reads a URL; an {@code IllegalArgumentException} tells what was expected instead. */
  static PostgresqlAddress parse(String url) {
    Matcher parts = URL.matcher(url);
    if (url.length() > MOST_CHARACTERS || !parts.matches()) {
      throw new IllegalArgumentException(
          FORM + ", with the characters :@/?# of a name or password as %3A %40 %2F %3F %23");
    }
    return new PostgresqlAddress(
        hosts(parts.group("hosts")),
        decoded(parts.group("database")),
        decoded(parts.group("user")),
        Optional.ofNullable(parts.group("password")).map(PostgresqlAddress::decoded),
        options(Optional.ofNullable(parts.group("options")).orElse("")));
  }

  private static String hosts(String text) {
    List<String> hosts = Arrays.asList(text.split(",", -1));
    if (hosts.size() > MOST_HOSTS) {
      throw new IllegalArgumentException("at most " + MOST_HOSTS + " hosts");
    }
    return hosts.stream().map(PostgresqlAddress::host).collect(Collectors.joining(","));
  }

  private static String host(String text) {
    Matcher parts = HOST.matcher(text);
    String port =
        parts.matches()
            ? Optional.ofNullable(parts.group("port")).orElse(DEFAULT_PORT)
            : "no such port";
    if (port.length() > 5 || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("hosts as name[:port], with a port up to 65535");
    }
    return parts.group("name") + ":" + port;
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new TreeMap<>();
    for (String option : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = option.indexOf('=');
      String name = option.substring(0, Math.max(0, equals));
      String value = decoded(option.substring(equals + 1));
      boolean known =
          name.equals("sslmode")
              ? SSL_MODES.contains(value)
              : name.equals("sslrootcert") && !value.isEmpty();
      if (!known) {
        throw new IllegalArgumentException(
            "no option but sslrootcert=file and sslmode=" + String.join("|", SSL_MODES));
      }
      options.put(name, value);
    }
    return Map.copyOf(options);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("two hexadecimal digits after each %", e);
    }
  }

  /** As the driver reads it, without user, password and options. */
  String driverUrl() {
    return "jdbc:postgresql://%s/%s"
        .formatted(hosts, URLEncoder.encode(database, StandardCharsets.UTF_8));
  }

  /** For people, without user and password. */
  @Override
  public String toString() {
    return hosts + "/" + database;
  }
}
