package btcfeed.bootstrap.config;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which stores there are.
 *
 * <ul>
 *   <li>Nothing set about any Redis: an embedded one is the only store.
 *   <li>A primary set, nothing about the failover: the failover is localhost:6379; if that is the
 *       primary itself, an embedded one instead, and a warning.
 *   <li>Both set, and the same: a fault, because such a failover protects from nothing.
 *   <li>No primary: the failover is the only store.
 * </ul>
 */
final class StoresReader {
  private final Reading reading;

  StoresReader(Reading reading) {
    this.reading = reading;
  }

  FeedConfig.Stores read() {
    Optional<RedisEndpoint> primary = primary();
    return new FeedConfig.Stores(
        primary,
        failover(primary),
        reading.get(StoreSettings.FEED_FAILOVER_SCOPE),
        reading.get(StoreSettings.FEED_CRITICAL_KEYS),
        reading.get(StoreSettings.FEED_REDIS_TIMEOUT),
        reading.get(StoreSettings.FEED_FAILBACK_GRACE),
        reading.get(StoreSettings.FEED_STREAM_MAXLEN),
        reading.get(StoreSettings.FEED_HISTORY_LENGTH).intValue(),
        reading.get(StoreSettings.FEED_COMPAT_KEYS),
        reading.find(StoreSettings.FEED_REDIS_BINARY));
  }

  private Optional<RedisEndpoint> primary() {
    RedisSettings settings = RedisSettings.PRIMARY;
    RedisEndpoint endpoint = endpoint(settings);
    if (reading.given(settings.url()) || reading.given(settings.host())) {
      return Optional.of(endpoint);
    }
    settings.all().stream()
        .filter(reading::given)
        .forEach(
            setting ->
                reading.warn(
                    setting.name()
                        + " has no effect: there is no primary, because neither REDIS_HOST nor"
                        + " REDIS_URL is set"));
    return Optional.empty();
  }

  private FeedConfig.Failover failover(Optional<RedisEndpoint> primary) {
    RedisSettings settings = RedisSettings.FAILOVER;
    boolean wanted = reading.get(StoreSettings.USE_FAILOVER);
    boolean given = settings.all().stream().anyMatch(reading::given);
    RedisEndpoint endpoint = endpoint(settings);
    if (!wanted && primary.isPresent()) {
      return new FeedConfig.Failover.None();
    }
    if (!wanted) {
      reading.warn(
          "USE_FAILOVER=false has no effect: there is no primary, so the local store is the only"
              + " one");
    }
    if (primary.isEmpty()) {
      return given ? new FeedConfig.Failover.At(endpoint) : new FeedConfig.Failover.Embedded();
    }
    if (!known(RedisSettings.PRIMARY) || !known(settings)) {
      return new FeedConfig.Failover.At(endpoint);
    }
    if (!primary.get().samePlaceAs(endpoint)) {
      return new FeedConfig.Failover.At(endpoint);
    }
    if (given) {
      Setting<?> place = reading.given(settings.url()) ? settings.url() : settings.host();
      reading.fault(
          place,
          "another Redis than the primary, "
              + primary.get().address()
              + "; or USE_FAILOVER=false for none");
    } else {
      reading.warn(
          "the primary is where the failover is by default, "
              + endpoint.address()
              + "; an embedded Redis is started as the failover instead (FAILOVER_REDIS_HOST names"
              + " another, USE_FAILOVER=false does without)");
    }
    return new FeedConfig.Failover.Embedded();
  }

  /** False if where it is cannot be told, because of a fault found already. */
  private boolean known(RedisSettings settings) {
    return Stream.of(settings.url(), settings.host(), settings.port()).noneMatch(reading::faulty);
  }

  private RedisEndpoint endpoint(RedisSettings settings) {
    Optional<RedisUrl> url = reading.find(settings.url());
    boolean tlsWanted = reading.get(settings.tls());
    boolean verify = reading.get(settings.verify()) == RedisSettings.Verify.REQUIRED;
    Optional<String> host = reading.find(settings.host());
    int port = reading.get(settings.port());
    Optional<String> username = reading.find(settings.username());
    Optional<Secret> password = reading.find(settings.password());
    boolean tls = url.map(RedisUrl::tls).orElse(tlsWanted);
    RedisEndpoint endpoint =
        new RedisEndpoint(
            url.map(RedisUrl::host).or(() -> host).orElse("localhost"),
            // A URL without a port means the usual one, not the one of another setting.
            url.map(u -> u.port().orElse(6379)).orElse(port),
            url.flatMap(RedisUrl::username).or(() -> username),
            url.flatMap(RedisUrl::password).or(() -> password),
            tls,
            verify,
            reading.find(settings.caFile()),
            url.map(RedisUrl::database).orElse(0));
    checkTls(settings, endpoint, url.isPresent() && tlsWanted);
    if (url.isPresent()) {
      warnIfOverruled(settings.url(), settings.host());
      warnIfOverruled(settings.url(), settings.port());
    }
    return endpoint;
  }

  private void warnIfOverruled(Setting<?> winner, Setting<?> loser) {
    if (reading.given(loser)) {
      reading.warn(winner.name() + " wins: " + loser.name() + " is ignored");
    }
  }

  private void checkTls(RedisSettings settings, RedisEndpoint endpoint, boolean wantedBesidesUrl) {
    if (wantedBesidesUrl && !endpoint.tls()) {
      reading.fault(
          settings.url(),
          "rediss://, because " + settings.tls().name() + "=true asks for an encrypted connection");
    }
    if (!endpoint.verify()) {
      reading.warn(
          settings.verify().name()
              + "=none: the certificate of the "
              + settings.title()
              + " Redis is not checked, so anybody on the way can read and change everything;"
              + " better name its authority with "
              + settings.caFile().name());
    }
    if (!endpoint.tls() && endpoint.caFile().isPresent()) {
      reading.warn(settings.caFile().name() + " has no effect: the connection is not encrypted");
    }
  }
}
