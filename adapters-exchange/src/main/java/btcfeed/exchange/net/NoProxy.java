package btcfeed.exchange.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that are connected without a proxy, as the variable {@code NO_PROXY} lists them.
 *
 * <p>Commas or spaces separate the entries. An entry is a name (which includes its subdomains, with
 * or without a leading dot), an address, a range such as {@code 10.0.0.0/8}, or {@code *} for every
 * host. Each but the star may end with {@code :port}. Names are compared without a lookup.
 */
public record NoProxy(List<String> entries) {
  /** Every host uses the proxy. */
  public static final NoProxy NONE = new NoProxy(List.of());

  private static final Pattern ENTRY = Pattern.compile("\\[?(.+?)]?(?::(\\d{1,5}))?");

  /** Parses the variable. Never fails: an entry of another form matches no host. */
  public static NoProxy parse(String text) {
    String[] entries = text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1);
    return new NoProxy(Arrays.stream(entries).filter(entry -> !entry.isEmpty()).toList());
  }

  /** True if one entry matches the host and the port. */
  public boolean matches(String host, int port) {
    String name = withoutFinalDot(host.toLowerCase(Locale.ROOT));
    return entries.stream().anyMatch(entry -> matches(entry, name, port));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    // The colons of an IPv6 address without brackets separate no port.
    Matcher parts = ENTRY.matcher(entry);
    if (NameLookup.literal(entry).isPresent() || !parts.matches()) {
      return matchesHost(entry, host);
    }
    Optional<Integer> ofEntry = Optional.ofNullable(parts.group(2)).map(Integer::parseInt);
    return ofEntry.orElse(port) == port && matchesHost(parts.group(1), host);
  }

  private static boolean matchesHost(String pattern, String host) {
    Optional<InetAddress> address = NameLookup.literal(host);
    int slash = pattern.indexOf('/');
    if (slash > 0) {
      return address.isPresent()
          && inRange(address.get(), pattern.substring(0, slash), pattern.substring(slash + 1));
    }
    Optional<InetAddress> wanted = NameLookup.literal(pattern);
    if (wanted.isPresent()) {
      return address.equals(wanted);
    }
    String suffix = withoutFinalDot(pattern.replaceFirst("^\\*?\\.", ""));
    return !suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix));
  }

  private static boolean inRange(InetAddress address, String network, String prefix) {
    Optional<InetAddress> base = NameLookup.literal(network);
    if (base.isEmpty() || !prefix.matches("\\d{1,3}")) {
      return false;
    }
    byte[] expected = base.get().getAddress();
    byte[] actual = address.getAddress();
    int hostBits = actual.length * 8 - Integer.parseInt(prefix);
    BigInteger different = new BigInteger(1, expected).xor(new BigInteger(1, actual));
    return expected.length == actual.length
        && hostBits >= 0
        && different.shiftRight(hostBits).signum() == 0;
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
