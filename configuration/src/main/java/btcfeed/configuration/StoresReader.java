package btcfeed.configuration;

import btcfeed.redis.KeyNames;
import btcfeed.redis.Tls;
import btcfeed.redis.Topology;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which stores the service uses.
 *
 * <p>Without any Redis setting, an embedded Redis is the only store. Without a primary, the
 * failover is the only store. With a primary only, the failover is localhost:6379. If that is the
 * primary itself, an embedded Redis replaces it, with a warning. A primary and a failover at the
 * same address are a fault, because such a failover gives no protection.
 */
final class StoresReader {
  private final ConfigReading reading;

  StoresReader(ConfigReading reading) {
    this.reading = reading;
  }

  FeedConfig.Stores read() {
    Optional<RedisEndpoint> primary = primary();
    FeedConfig.Failover failover = failover(primary);
    return new FeedConfig.Stores(
        primary,
        failover,
        reading.get(Settings.FEED_FAILOVER_SCOPE),
        reading.get(Settings.FEED_CRITICAL_KEYS),
        reading.get(Settings.FEED_REDIS_TIMEOUT),
        reading.get(Settings.FEED_STORE_RETRY),
        reading.get(Settings.FEED_FAILBACK_GRACE),
        reading.get(Settings.FEED_STREAM_MAXLEN),
        reading.get(Settings.FEED_HISTORY_LENGTH).intValue(),
        reading.get(Settings.FEED_COMPAT_KEYS),
        keyPrefix(primary, failover),
        new FeedConfig.Instances(
            reading.get(Settings.FEED_LEASE),
            reading.find(Settings.FEED_WITNESS_URL).map(RedisEndpoint::of)),
        reading.find(Settings.FEED_REDIS_BINARY));
  }

  private Optional<String> keyPrefix(
      Optional<RedisEndpoint> primary, FeedConfig.Failover failover) {
    boolean cluster =
        Stream.concat(primary.stream(), failover.existing())
            .anyMatch(endpoint -> endpoint.topology() instanceof Topology.Cluster);
    Optional<String> prefix = reading.find(Settings.FEED_KEY_PREFIX);
    if (cluster && prefix.filter(text -> !KeyNames.under(text).oneSlot()).isPresent()) {
      reading.fault(
          Settings.FEED_KEY_PREFIX,
          "a prefix with a hash tag, such as {btc}:, because one of the stores is a Redis Cluster");
    }
    return prefix;
  }

  private Optional<RedisEndpoint> primary() {
    RedisSettings settings = Settings.PRIMARY;
    RedisEndpoint endpoint = endpoint(settings);
    if (reading.isSet(settings.url()) || reading.isSet(settings.host())) {
      return Optional.of(endpoint);
    }
    warnWithoutEffect(
        settings.all(), "there is no primary, because neither REDIS_HOST nor REDIS_URL is set");
    return Optional.empty();
  }

  private FeedConfig.Failover failover(Optional<RedisEndpoint> primary) {
    RedisSettings settings = Settings.FAILOVER;
    boolean wanted = reading.get(Settings.USE_FAILOVER);
    boolean failoverSet = settings.all().anyMatch(reading::isSet);
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
      return failoverSet
          ? new FeedConfig.Failover.At(endpoint)
          : new FeedConfig.Failover.Embedded();
    }
    if (!known(Settings.PRIMARY) || !known(settings)) {
      return new FeedConfig.Failover.At(endpoint);
    }
    if (!primary.get().samePlaceAs(endpoint)) {
      return new FeedConfig.Failover.At(endpoint);
    }
    if (failoverSet) {
      Setting<?> place = reading.isSet(settings.url()) ? settings.url() : settings.host();
      reading.fault(
          place,
          "another Redis than the primary, "
              + primary.get().address()
              + "; or USE_FAILOVER=false for none");
    } else {
      reading.warn(
          "the primary is at the default address of the failover, "
              + endpoint.address()
              + "; the service starts an embedded Redis as the failover (FAILOVER_REDIS_HOST names"
              + " another, USE_FAILOVER=false uses none)");
    }
    return new FeedConfig.Failover.Embedded();
  }

  /** Whether the address is known, which needs valid settings. */
  private boolean known(RedisSettings settings) {
    return Stream.of(settings.url(), settings.host(), settings.port()).noneMatch(reading::isFaulty);
  }

  private RedisEndpoint endpoint(RedisSettings settings) {
    Optional<RedisUrl> url = reading.find(settings.url());
    boolean tlsWanted = reading.get(settings.tls());
    boolean verify = reading.get(settings.verify());
    Optional<String> host = reading.find(settings.host());
    int port = reading.get(settings.port());
    Optional<String> username = reading.find(settings.username());
    Optional<Secret> password = reading.find(settings.password());
    // A URL without a port means the default port, not that of another setting.
    Topology topology =
        url.map(RedisUrl::topology)
            .orElseGet(
                () -> new Topology.Single(new Topology.Node(host.orElse("localhost"), port)));
    RedisEndpoint endpoint =
        new RedisEndpoint(
            topology,
            url.flatMap(RedisUrl::username).or(() -> username),
            url.flatMap(RedisUrl::password).or(() -> password),
            reading.find(settings.sentinelUsername()),
            reading.find(settings.sentinelPassword()),
            new Tls(
                url.map(RedisUrl::tls).orElse(tlsWanted),
                verify,
                reading.find(settings.caFile()),
                identity(settings)),
            url.map(RedisUrl::database).orElse(0));
    checkTls(settings, endpoint, url.isPresent() && tlsWanted);
    warnWithoutSentinels(settings, topology);
    if (url.isPresent()) {
      warnIfOverruled(settings.url(), settings.host());
      warnIfOverruled(settings.url(), settings.port());
    }
    return endpoint;
  }

  private void warnIfOverruled(Setting<?> winner, Setting<?> loser) {
    if (reading.isSet(loser)) {
      reading.warn(winner.name() + " wins: " + loser.name() + " is ignored");
    }
  }

  private void warnWithoutSentinels(RedisSettings settings, Topology topology) {
    if (!(topology instanceof Topology.Sentinels)) {
      warnWithoutEffect(
          Stream.of(settings.sentinelUsername(), settings.sentinelPassword()),
          settings.url().name() + " names no Sentinels (redis+sentinel://)");
    }
  }

  private void warnWithoutEffect(Stream<Setting<?>> settings, String why) {
    settings
        .filter(reading::isSet)
        .forEach(setting -> reading.warn(setting.name() + " has no effect: " + why));
  }

  /** The client certificate; unusable files are a fault. */
  private Optional<Tls.Identity> identity(RedisSettings settings) {
    Optional<Path> certificate = reading.find(settings.certFile());
    Optional<Path> key = reading.find(settings.keyFile());
    if (certificate.isPresent() != key.isPresent()) {
      Setting<Path> there = certificate.isPresent() ? settings.certFile() : settings.keyFile();
      Setting<Path> missing = certificate.isPresent() ? settings.keyFile() : settings.certFile();
      if (!reading.isFaulty(missing)) {
        reading.fault(there, missing.name() + " beside it: a certificate and its key");
      }
      return Optional.empty();
    }
    Optional<Tls.Identity> identity =
        certificate.map(file -> new Tls.Identity(file, key.orElseThrow()));
    identity
        .flatMap(Tls.Identity::obstacle)
        .ifPresent(
            why ->
                reading.fault(
                    settings.keyFile(),
                    "the private key of " + settings.certFile().name() + ", in PKCS#8: " + why));
    return identity;
  }

  private void checkTls(RedisSettings settings, RedisEndpoint endpoint, boolean wantedBesidesUrl) {
    if (wantedBesidesUrl && !endpoint.tls().on()) {
      reading.fault(
          settings.url(),
          "rediss://, because " + settings.tls().name() + "=true asks for an encrypted connection");
    }
    if (!endpoint.tls().verify()) {
      reading.warn(
          "%s=none: the certificate of the %s Redis is not checked, so an attacker in the network can"
                  .formatted(settings.verify().name(), settings.title())
              + " read and change everything; name its authority with "
              + settings.caFile().name());
    }
    if (!endpoint.tls().on()) {
      warnWithoutEffect(
          Stream.of(settings.caFile(), settings.certFile(), settings.keyFile()),
          "the connection is not encrypted");
    }
  }
}
