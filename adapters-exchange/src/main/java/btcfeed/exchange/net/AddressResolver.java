package btcfeed.exchange.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host name. May block; it is called on a thread of its own. */
@FunctionalInterface
public interface AddressResolver {
  /** The host's resolver: DNS, the hosts file, or what the JVM is configured to use. */
  AddressResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** Every address of a name, in the order of preference; never empty. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
