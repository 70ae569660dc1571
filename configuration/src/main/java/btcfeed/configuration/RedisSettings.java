package btcfeed.configuration;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The settings of one Redis. The primary and the failover differ in prefix and defaults. */
record RedisSettings(
    String title,
    Setting<RedisUrl> url,
    Setting<String> host,
    Setting<Integer> port,
    Setting<String> username,
    Setting<Secret> password,
    Setting<Boolean> tls,
    Setting<Boolean> verify,
    Setting<Path> caFile,
    Setting<Path> certFile,
    Setting<Path> keyFile,
    Setting<String> sentinelUsername,
    Setting<Secret> sentinelPassword) {
  // "optional" means "required" for a client, because a server always shows a certificate.
  private static final Kind<Boolean> VERIFY =
      Kinds.oneOf("required or none", Map.of("required", true, "optional", true, "none", false));

  /** Adds the settings of one Redis to the table. */
  static RedisSettings of(String title, String prefix, Setting<String> host) {
    String redis = prefix + "REDIS_";
    return new RedisSettings(
        title,
        Settings.add(redis + "URL", Kinds.REDIS_URL),
        Settings.add(host),
        Settings.add(redis + "PORT", Kinds.PORT, "6379"),
        Settings.add(redis + "USERNAME", Kinds.TEXT),
        Settings.add(redis + "PASSWORD", Kinds.SECRET),
        Settings.add(
            Setting.of(redis + "USE_SSL", Kinds.BOOLEAN, "false").orNamed(redis + "USE_TLS")),
        Settings.add(redis + "SSL_CERT_REQS", VERIFY, "required"),
        Settings.add(redis + "SSL_CA_FILE", Kinds.READABLE_FILE),
        Settings.add(redis + "SSL_CERT_FILE", Kinds.READABLE_FILE),
        Settings.add(redis + "SSL_KEY_FILE", Kinds.READABLE_FILE),
        Settings.add(redis + "SENTINEL_USERNAME", Kinds.TEXT),
        Settings.add(redis + "SENTINEL_PASSWORD", Kinds.SECRET));
  }

  Stream<Setting<?>> all() {
    String redis = url.name().substring(0, url.name().length() - "URL".length());
    return Settings.all().filter(setting -> setting.name().startsWith(redis));
  }
}
