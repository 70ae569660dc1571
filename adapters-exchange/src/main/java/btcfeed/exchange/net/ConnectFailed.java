package btcfeed.exchange.net;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** No address of a host accepts a connection. The message names each address and its failure. */
public final class ConnectFailed extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Map<InetAddress, String> failures;

  ConnectFailed(String host, int port, Map<InetAddress, String> failures) {
    super(host + ":" + port + ": " + text(host, failures));
    this.failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
  }

  /** The failure of each address that was tried, in the order of the attempts. */
  public Map<InetAddress, String> failures() {
    return failures;
  }

  private static String text(String host, Map<InetAddress, String> failures) {
    return failures.entrySet().stream()
        .map(
            failure -> {
              String address = failure.getKey().getHostAddress();
              return (address.equals(host) ? "" : address + " ") + failure.getValue();
            })
        .collect(Collectors.joining(", "));
  }
}
