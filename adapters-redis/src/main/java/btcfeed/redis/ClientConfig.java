package btcfeed.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import javax.net.ssl.TrustManagerFactory;
import org.redisson.client.NettyHook;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SslVerificationMode;

/**
 * Redisson, set up to do one thing: carry one call at a time over one connection and say at once
 * when that connection is gone.
 *
 * <p>Its own retrying and reconnecting are off. Its back-off would leave a store that came back
 * unnoticed for seconds, and a repeat it decides on is one we could not account for.
 */
final class ClientConfig {
  private static final Duration CONNECTING = Duration.ofSeconds(1);

  /** Also sets the client's timer to ticks of 10 ms; with its default it is up to 100 ms late. */
  private static final Duration NO_RETRY = Duration.ofMillis(20);

  /** Never reached: a client whose connection broke is thrown away. */
  private static final Duration NO_RECONNECT = Duration.ofHours(1);

  private ClientConfig() {}

  /**
   * The configuration of one client.
   *
   * @param opened hears of every connection, so that its end can be awaited
   * @throws IOException if the CA file cannot be read
   * @throws GeneralSecurityException if it holds no certificates
   */
  static Config of(
      RedisTarget target, EventLoopGroup loop, ExecutorService workers, Consumer<Channel> opened)
      throws IOException, GeneralSecurityException {
    Config config =
        new Config()
            .setEventLoopGroup(loop)
            .setExecutor(workers)
            .setCodec(ScriptCodec.INSTANCE)
            .setNettyHook(new Opened(opened))
            .setSslVerificationMode(
                target.verify() ? SslVerificationMode.STRICT : SslVerificationMode.NONE)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true);
    if (!target.password().isEmpty()) {
      config.setPassword(target.password());
      if (!target.username().isEmpty()) {
        config.setUsername(target.username());
      }
    }
    if (target.tls() && target.caFile().isPresent()) {
      config.setSslTrustManagerFactory(trusting(target.caFile().get()));
    }
    SingleServerConfig server = config.useSingleServer();
    server
        .setAddress(target.address())
        .setDatabase(target.database())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(1)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1)
        .setDnsMonitoringInterval(-1);
    server
        .setClientName(target.clientName())
        .setRetryAttempts(0)
        .setRetryDelay(new ConstantDelay(NO_RETRY))
        .setReconnectionDelay(new ConstantDelay(NO_RECONNECT))
        .setPingConnectionInterval(0)
        .setTimeout((int) patience(target).toMillis())
        .setConnectTimeout((int) patience(target).toMillis());
    return config;
  }

  /**
   * Longest wait for each step of connecting, which happens in the background. Also the client's
   * own longest wait for an answer: ours, for calls, is shorter and kept by {@link Link}.
   */
  static Duration patience(RedisTarget target) {
    return target.timeout().compareTo(CONNECTING) > 0 ? target.timeout() : CONNECTING;
  }

  private static TrustManagerFactory trusting(Path caFile)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(caFile)) {
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }

  private record Opened(Consumer<Channel> opened) implements NettyHook {
    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {}

    @Override
    public void afterChannelInitialization(Channel channel) {
      opened.accept(channel);
    }
  }
}
