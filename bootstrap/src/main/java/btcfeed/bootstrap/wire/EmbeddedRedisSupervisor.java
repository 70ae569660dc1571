package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.redis.Host;
import btcfeed.redis.RedisTarget;
import btcfeed.redis.Tls;
import btcfeed.redis.Topology;
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
 * The embedded Redis of a service: started with it, started again when it dies, stopped with it.
 *
 * <p>Prefers port 6379, where readers of the local store look by default.
 */
final class EmbeddedRedisSupervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("btcfeed.redis");
  private static final int USUAL_PORT = 6379;
  private static final int ANY_PORT = 0;
  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final long AGAIN_AFTER_MS = 500;

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
    return new RedisTarget(
        new Topology.Single(new Topology.Node("127.0.0.1", redis.port())),
        "",
        redis.password().orElse(""),
        Tls.OFF,
        0,
        config.stores().timeout(),
        StoreFactory.CLIENT_NAME);
  }

  /** What an operator should know of the program; empty for nothing. */
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
      var _ = restarts.schedule(this::again, AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void again() {
    switch (attempt(config, clock, redis.port())) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis fresh, _) -> {
        redis = fresh;
        fresh.onExit(this::died);
        LOG.info("Embedded Redis runs again (pid {}).", fresh.pid());
      }
      case EmbeddedRedis.Start.Failed(String detail) -> {
        LOG.error("{}; trying again.", detail);
        if (!closing) {
          var _ = restarts.schedule(this::again, START_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }
  }

  private static EmbeddedRedis.Start attempt(FeedConfig config, Clock clock, int port) {
    return EmbeddedRedis.start(embedded(config, port), clock);
  }

  /** How the one is run that stands in for a Redis that is not configured. */
  static EmbeddedRedis.Options embedded(FeedConfig config, int port) {
    return options(config.journal().dataDir().resolve("redis"), port, config.stores().redisBinary())
        .lock(newPassword());
  }

  /** How we run a Redis of our own in a directory. */
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
