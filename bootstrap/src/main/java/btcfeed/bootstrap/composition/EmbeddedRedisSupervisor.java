package btcfeed.bootstrap.composition;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.configuration.Secret;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.redis.Host;
import btcfeed.redis.RedisTarget;
import btcfeed.rehearsal.faults.RedisPair;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the embedded Redis of a service: starts it, restarts it when it dies, and stops it.
 *
 * <p>It prefers port 6379, the default of readers of the local store.
 */
final class EmbeddedRedisSupervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("btcfeed.redis");
  private static final int USUAL_PORT = 6379;
  private static final int ANY_PORT = 0;
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final long RESTART_AFTER_MS = 500;

  private final FeedConfig config;
  private final Clock clock;
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("embedded-redis").factory());
  private volatile EmbeddedRedis redis;
  private volatile boolean closing;

  private EmbeddedRedisSupervisor(FeedConfig config, Clock clock, EmbeddedRedis redis) {
    this.config = config;
    this.clock = clock;
    this.redis = redis;
  }

  static EmbeddedRedisSupervisor start(FeedConfig config, Clock clock) throws CannotStart {
    EmbeddedRedis.Start usual = attempt(config, clock, USUAL_PORT);
    EmbeddedRedis.Start start =
        usual instanceof EmbeddedRedis.Start.Failed ? attempt(config, clock, ANY_PORT) : usual;
    return switch (start) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis redis, boolean adopted) -> {
        LOG.info(
            "Embedded Redis {} on 127.0.0.1:{} (pid {}).",
            adopted ? "found running from before" : "started",
            redis.port(),
            redis.pid());
        if (redis.password().isPresent()) {
          LOG.info("Its password is in {}.", redis.secretFile());
        }
        if (!redis.advisory().isEmpty()) {
          LOG.warn("{}.", redis.advisory());
        }
        EmbeddedRedisSupervisor local = new EmbeddedRedisSupervisor(config, clock, redis);
        redis.onExit(local::died);
        yield local;
      }
      case EmbeddedRedis.Start.Failed(String detail) -> throw new CannotStart(detail);
    };
  }

  /** How to reach it. */
  RedisTarget target() {
    return RedisEndpoint.loopback(redis.port())
        .withPassword(redis.password().map(Secret::new))
        .target(config.stores().timeout());
  }

  /** Advice for the operator about the Redis program; empty if there is none. */
  String advisory() {
    return redis.advisory();
  }

  @Override
  public void close() {
    closing = true;
    restarts.shutdownNow();
    redis.stop();
  }

  private void died() {
    if (!closing) {
      LOG.warn("The embedded Redis died; starting it again.");
      var _ = restarts.schedule(this::restart, RESTART_AFTER_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void restart() {
    switch (attempt(config, clock, redis.port())) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis fresh, _) -> {
        redis = fresh;
        fresh.onExit(this::died);
        LOG.info("Embedded Redis runs again (pid {}).", fresh.pid());
      }
      case EmbeddedRedis.Start.Failed(String detail) -> {
        LOG.error("{}; trying again.", detail);
        if (!closing) {
          var _ = restarts.schedule(this::restart, START_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }
  }

  private static EmbeddedRedis.Start attempt(FeedConfig config, Clock clock, int port) {
    return EmbeddedRedis.start(embedded(config, port), clock);
  }

  /** The options of the Redis that replaces one that is not configured. */
  static EmbeddedRedis.Options embedded(FeedConfig config, int port) {
    return options(config.journal().dataDir().resolve("redis"), port, config.stores().redisBinary())
        .lock(newPassword());
  }

  /** Runs the Redis of a rehearsal, with the program of the configuration. */
  static RedisPair.Launcher launcher(FeedConfig config) {
    return (directory, port) -> options(directory, port, config.stores().redisBinary());
  }

  /** The options of a Redis with its files in a directory. */
  static EmbeddedRedis.Options options(Path directory, int port, Optional<Path> binary) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Host host =
        new Host(path, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    return new EmbeddedRedis.Options(directory, port, binary, host, START_WITHIN);
  }

  /** A password that cannot be guessed: 192 random bits. */
  static String newPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
