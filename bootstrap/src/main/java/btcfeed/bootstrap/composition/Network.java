package btcfeed.bootstrap.composition;

import btcfeed.configuration.FeedConfig;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.TrustedAuthorities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.Security;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The network settings of a process: connectors to venues, and the cache of DNS answers. */
public final class Network {
  private static final String TTL = "networkaddress.cache.ttl";
  private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";
  private static final String TTL_SECONDS = "5";
  private static final String JAVAS_NEGATIVE_TTL_SECONDS = "10";
  private static final String NEGATIVE_TTL_SECONDS = "2";

  private Network() {}

  /** A connector for one service. */
  static OutboundConnector connector(FeedConfig config, Clock clock) {
    Supplier<SSLContext> trust =
        config
            .network()
            .caFile()
            .<Supplier<SSLContext>>map(TrustFile::new)
            .orElse(TrustedAuthorities::system);
    return new OutboundConnector(config.network().proxies(), trust, clock);
  }

  /**
   * Shortens the time for which Java caches the addresses of a name, so that a venue that moved in
   * DNS is found within seconds. Settings of the operator are kept. Must be called before the first
   * name lookup of the process.
   */
  public static void rememberAddressesBriefly() {
    if (Security.getProperty(TTL) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
      Security.setProperty(TTL, TTL_SECONDS);
    }
    // The file java.security sets ten, so that value is not a choice of the operator.
    if (JAVAS_NEGATIVE_TTL_SECONDS.equals(Security.getProperty(NEGATIVE_TTL))
        && System.getProperty("sun.net.inetaddr.negative.ttl") == null) {
      Security.setProperty(NEGATIVE_TTL, NEGATIVE_TTL_SECONDS);
    }
  }

  /** The authorities of a file, read for the first connection. Any thread. */
  private static final class TrustFile implements Supplier<SSLContext> {
    private final Path file;
    private Optional<SSLContext> context = Optional.empty();

    TrustFile(Path file) {
      this.file = file;
    }

    @Override
    public synchronized SSLContext get() {
      if (context.isEmpty()) {
        try {
          context = Optional.of(TrustedAuthorities.systemAnd(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return context.get();
    }
  }
}
