package btcfeed.bootstrap.composition;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this host, by which other instances and people know it. */
final class LocalHost {
  private LocalHost() {}

  static String name() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
    } catch (UnknownHostException unknown) {
      return "localhost";
    }
  }
}
