package btcfeed.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The settings of one Redis. The primary and the failover differ in prefix and defaults. */
record RedisSettings(
    String title,
    Setting<RedisUrl> url,
    Setting<String> host,
    Setting<Integer> port,
    Setting<String> username,
    Setting<Secret> password,
    Setting<Boolean> tls,
    Setting<Verify> verify,
    Setting<Path> caFile,
    Setting<Path> certFile,
    Setting<Path> keyFile,
    Setting<String> sentinelUsername,
    Setting<Secret> sentinelPassword) {

  /** Whether the server's certificate is checked. */
  enum Verify {
    REQUIRED,
    NONE
  }

  static final RedisSettings PRIMARY =
      of(
          "primary",
          "",
          Setting.of(
              "REDIS_HOST",
              Kinds.HOST,
              "The host of the primary Redis. If REDIS_URL is unset too, there is no primary, and"
                  + " the local store is the only one."));

  static final RedisSettings FAILOVER =
      of(
          "failover",
          "FAILOVER_",
          Setting.of(
              "FAILOVER_REDIS_HOST",
              Kinds.HOST,
              "localhost",
              "The host of the failover Redis. If no Redis is set at all, the service starts an"
                  + " embedded one instead."));

  private static RedisSettings of(String title, String prefix, Setting<String> host) {
    String redis = prefix + "REDIS_";
    return new RedisSettings(
        title,
        Setting.of(
                redis + "URL",
                Kinds.REDIS_URL,
                "The whole address; it wins over "
                    + redis
                    + "HOST and "
                    + redis
                    + "PORT. One server: redis://user:password@host:6379/0, or rediss:// for TLS."
                    + " The master behind Sentinels: redis+sentinel://h1,h2,h3/mymaster. The master"
                    + " among replicas: redis+replicated://h1,h2. A Redis Cluster:"
                    + " redis+cluster://h1,h2,h3.")
            .shownAs(Secrecy.SECRET_IN_URL),
        host,
        Setting.of(redis + "PORT", Kinds.PORT, "6379", "The port of that host."),
        Setting.of(redis + "USERNAME", Kinds.TEXT, "The Redis user, if Redis has users."),
        Setting.of(
                redis + "PASSWORD", Kinds.SECRET, "The password of Redis. Never shown or logged.")
            .shownAs(Secrecy.SECRET),
        Setting.of(redis + "USE_SSL", Kinds.BOOLEAN, "false", "Connect with TLS.")
            .orNamed(redis + "USE_TLS"),
        Setting.of(
            redis + "SSL_CERT_REQS",
            // "optional" means "required" for a client, because a server always shows a
            // certificate.
            Kinds.oneOf(
                "required or none",
                Map.of(
                    "required", Verify.REQUIRED,
                    "optional", Verify.REQUIRED,
                    "none", Verify.NONE)),
            "required",
            "Whether the server's certificate and name are verified. With none, an attacker on the"
                + " network can read and change everything."),
        Setting.of(
            redis + "SSL_CA_FILE",
            Kinds.READABLE_FILE,
            "PEM file with authorities to trust, in addition to the system's."),
        Setting.of(
            redis + "SSL_CERT_FILE",
            Kinds.READABLE_FILE,
            "PEM file with the client certificate, for a server that requires one. Its key is in "
                + redis
                + "SSL_KEY_FILE."),
        Setting.of(
            redis + "SSL_KEY_FILE",
            Kinds.READABLE_FILE,
            "PEM file with the private key of that certificate, in PKCS#8 and not encrypted."),
        Setting.of(
            redis + "SENTINEL_USERNAME",
            Kinds.TEXT,
            "The user of the Sentinels, if they have users."),
        Setting.of(
                redis + "SENTINEL_PASSWORD",
                Kinds.SECRET,
                "The password of the Sentinels, which is not the password of the Redis behind them."
                    + " Never shown or logged.")
            .shownAs(Secrecy.SECRET));
  }

  List<Setting<?>> all() {
    return List.of(
        url,
        host,
        port,
        username,
        password,
        tls,
        verify,
        caFile,
        certFile,
        keyFile,
        sentinelUsername,
        sentinelPassword);
  }
}
