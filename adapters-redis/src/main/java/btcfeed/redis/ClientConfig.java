package btcfeed.redis;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import org.redisson.client.NettyHook;
import org.redisson.client.RedisClientConfig;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.SingleServerConfig;
import org.redisson.config.SslVerificationMode;

/**
 * The settings of the Redisson clients: one call at a time over one connection, and an immediate
 * error when that connection is gone.
 *
 * <p>Redisson's own retries and reconnects are off. Its back-off would notice a recovered store
 * seconds late, and the service must know of every repeated write.
 */
final class ClientConfig {
  private static final Duration MIN_CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** Also sets the client's timer to ticks of 10 ms. With its default the timer is 100 ms late. */
  private static final Duration NO_RETRY = Duration.ofMillis(20);

  /** Never reached: the service discards a client whose connection broke. */
  private static final Duration NO_RECONNECT = Duration.ofHours(1);

  private ClientConfig() {}

  /** What all clients of one store share. */
  record Shared(EventLoopGroup loop, ExecutorService workers, AddressLookup lookup) {}

  /**
   * A client that runs scripts on one server.
   *
   * @param stepTimeout longest wait for each step of connecting
   * @param watch learns the address that the client connects to
   * @param sendsName whether the client sends its name to the server
   * @param gone completes exceptionally when a connection has ended
   * @throws GeneralSecurityException if a PEM file cannot be used
   */
  static Config scripts(
      RedisTarget target,
      Topology.Node node,
      Shared shared,
      Duration stepTimeout,
      NameWatch watch,
      boolean sendsName,
      CompletableFuture<Void> gone)
      throws GeneralSecurityException {
    Config config = common(target).setCodec(ScriptCodec.TEXTS);
    config
        .setEventLoopGroup(shared.loop())
        .setExecutor(shared.workers())
        // StoreConnection loads the scripts itself, because some servers have no SCRIPT LOAD.
        .setUseScriptCache(false)
        .setNettyHook(
            (NewChannel)
                channel -> {
                  sendServerName(channel, node);
                  CloseWatcher.of(channel, watch, gone);
                })
        .setAddressResolverGroupFactory((_, _, _) -> shared.lookup().group())
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true);
    SingleServerConfig server = server(config, target, node);
    if (sendsName) {
      server.setClientName(target.clientName());
    }
    server
        .setDnsMonitoringInterval(-1)
        .setRetryAttempts(0)
        .setRetryDelay(new ConstantDelay(NO_RETRY))
        .setReconnectionDelay(new ConstantDelay(NO_RECONNECT))
        .setPingConnectionInterval(0)
        .setTimeout((int) stepTimeout.toMillis())
        .setConnectTimeout((int) stepTimeout.toMillis());
    return config;
  }

  /**
   * A client with Redisson's defaults, to read a store of one server.
   *
   * @throws GeneralSecurityException if a PEM file cannot be used
   */
  static Config reading(RedisTarget target, Topology.Node node) throws GeneralSecurityException {
    Config config = common(target).setCodec(StringCodec.INSTANCE);
    config.setNettyHook((NewChannel) channel -> sendServerName(channel, node));
    server(config, target, node).setClientName(target.clientName());
    return config;
  }

  private static Config common(RedisTarget target) throws GeneralSecurityException {
    Config config = new Config().setSslVerificationMode(verification(target));
    if (!target.password().isEmpty()) {
      config.setPassword(target.password());
      if (!target.username().isEmpty()) {
        config.setUsername(target.username());
      }
    }
    if (target.tls().on()) {
      config.setSslTrustManagerFactory(target.tls().trust());
      target.tls().keys().ifPresent(config::setSslKeyManagerFactory);
    }
    return config;
  }

  private static SingleServerConfig server(Config config, RedisTarget target, Topology.Node node) {
    return config
        .useSingleServer()
        .setAddress(target.address(node))
        .setDatabase(target.database())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(1)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1);
  }

  /**
   * A client for one question to a server or a Sentinel.
   *
   * @throws GeneralSecurityException if a PEM file cannot be used
   */
  static RedisClientConfig question(
      RedisTarget target, Topology.Node node, String username, String password, Shared shared)
      throws GeneralSecurityException {
    int timeoutMs = (int) connectTimeout(target).toMillis();
    RedisClientConfig config =
        new RedisClientConfig()
            .setAddress(target.address(node))
            .setGroup(shared.loop())
            .setExecutor(shared.workers())
            .setNettyHook((NewChannel) channel -> sendServerName(channel, node))
            .setClientName(target.clientName())
            .setConnectTimeout(timeoutMs)
            .setCommandTimeout(timeoutMs)
            .setReconnectionDelay(new ConstantDelay(NO_RECONNECT))
            .setSslVerificationMode(verification(target));
    if (!password.isEmpty()) {
      config.setPassword(password);
      if (!username.isEmpty()) {
        config.setUsername(username);
      }
    }
    if (target.tls().on()) {
      config.setSslTrustManagerFactory(target.tls().trust());
      target.tls().keys().ifPresent(config::setSslKeyManagerFactory);
    }
    return config;
  }

  private static SslVerificationMode verification(RedisTarget target) {
    return target.tls().verify() ? SslVerificationMode.STRICT : SslVerificationMode.NONE;
  }

  /**
   * Longest wait for each step of connecting, which runs in the background. It is also the client's
   * own longest wait for an answer; {@link StoreConnection} enforces the shorter one for calls.
   */
  static Duration connectTimeout(RedisTarget target) {
    return target.timeout().compareTo(MIN_CONNECT_TIMEOUT) > 0
        ? target.timeout()
        : MIN_CONNECT_TIMEOUT;
  }

  /** Called for each new channel, before it connects. */
  private interface NewChannel extends NettyHook {
    @Override
    default void afterBoostrapInitialization(Bootstrap bootstrap) {}
  }

  private static void sendServerName(Channel channel, Topology.Node node) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      SSLParameters parameters = tls.engine().getSSLParameters();
      parameters.setServerNames(serverNames(node.host()));
      tls.engine().setSSLParameters(parameters);
    }
  }

  /** The name for TLS. The JDK alone sends only names with a dot, which containers rarely have. */
  static List<SNIServerName> serverNames(String host) {
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      return List.of();
    }
    try {
      return List.of(new SNIHostName(host));
    } catch (IllegalArgumentException notAllowed) {
      return List.of();
    }
  }
}
