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
   * The configuration of one client of one server.
   *
   * @param step longest wait for each step of connecting
   * @param watch told where it connected to, and asked for the addresses of names
   * @param named whether the server is told what we are called
   * @param gone completed exceptionally when a connection of it has ended
   * @throws GeneralSecurityException if a PEM file cannot be used
   */
  static Config of(
      RedisTarget target,
      Topology.Node node,
      EventLoopGroup loop,
      ExecutorService workers,
      Duration step,
      NameWatch watch,
      AddressLookup lookup,
      boolean named,
      CompletableFuture<Void> gone)
      throws GeneralSecurityException {
    Config config =
        new Config()
            .setEventLoopGroup(loop)
            .setExecutor(workers)
            .setCodec(ScriptCodec.INSTANCE)
            // It teaches scripts with SCRIPT LOAD, which not every server has; Link does that.
            .setUseScriptCache(false)
            .setNettyHook(new Opened(new Named(node), watch, gone))
            .setAddressResolverGroupFactory((_, _, _) -> lookup.group())
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true);
    letIn(config, target);
    SingleServerConfig server = config.useSingleServer();
    server
        .setAddress(target.address(node))
        .setDatabase(target.database())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(1)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1)
        .setDnsMonitoringInterval(-1);
    if (named) {
      server.setClientName(target.clientName());
    }
    server
        .setRetryAttempts(0)
        .setRetryDelay(new ConstantDelay(NO_RETRY))
        .setReconnectionDelay(new ConstantDelay(NO_RECONNECT))
        .setPingConnectionInterval(0)
        .setTimeout((int) step.toMillis())
        .setConnectTimeout((int) step.toMillis());
    return config;
  }

  /** How to be let in: name, password, certificates. */
  private static void letIn(Config config, RedisTarget target) throws GeneralSecurityException {
    config.setSslVerificationMode(verification(target));
    if (!target.password().isEmpty()) {
      config.setPassword(target.password());
      if (!target.username().isEmpty()) {
        config.setUsername(target.username());
      }
    }
    if (target.tls().on() && target.tls().verify()) {
      config.setSslTrustManagerFactory(Trust.of(target.tls().caFile()));
    }
    if (target.tls().on() && target.tls().identity().isPresent()) {
      config.setSslKeyManagerFactory(Certificates.showing(target.tls().identity().get()));
    }
  }

  /**
   * A client with the library's own habits, for reading a store of one server at leisure.
   *
   * @throws GeneralSecurityException if a PEM file cannot be used
   */
  static Config reading(RedisTarget target, Topology.Node node) throws GeneralSecurityException {
    Config config = new Config().setCodec(StringCodec.INSTANCE).setNettyHook(new Named(node));
    letIn(config, target);
    config
        .useSingleServer()
        .setAddress(target.address(node))
        .setDatabase(target.database())
        .setClientName(target.clientName())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(1)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1);
    return config;
  }

  /**
   * A client for one question to a server or a Sentinel, closed when it is answered.
   *
   * @throws GeneralSecurityException if a PEM file cannot be used
   */
  static RedisClientConfig asking(
      RedisTarget target,
      Topology.Node node,
      String username,
      String password,
      EventLoopGroup loop,
      ExecutorService workers)
      throws GeneralSecurityException {
    int patienceMs = (int) patience(target).toMillis();
    RedisClientConfig config =
        new RedisClientConfig()
            .setAddress(target.address(node))
            .setGroup(loop)
            .setExecutor(workers)
            .setNettyHook(new Named(node))
            .setClientName(target.clientName())
            .setConnectTimeout(patienceMs)
            .setCommandTimeout(patienceMs)
            .setReconnectionDelay(new ConstantDelay(NO_RECONNECT))
            .setSslVerificationMode(verification(target));
    if (!password.isEmpty()) {
      config.setPassword(password);
      if (!username.isEmpty()) {
        config.setUsername(username);
      }
    }
    if (target.tls().on() && target.tls().verify()) {
      config.setSslTrustManagerFactory(Trust.of(target.tls().caFile()));
    }
    if (target.tls().on() && target.tls().identity().isPresent()) {
      config.setSslKeyManagerFactory(Certificates.showing(target.tls().identity().get()));
    }
    return config;
  }

  private static SslVerificationMode verification(RedisTarget target) {
    return target.tls().verify() ? SslVerificationMode.STRICT : SslVerificationMode.NONE;
  }

  /**
   * Longest wait for each step of connecting, which happens in the background. Also the client's
   * own longest wait for an answer: ours, for calls, is shorter and kept by {@link
   * StoreConnection}.
   */
  static Duration patience(RedisTarget target) {
    return target.timeout().compareTo(CONNECTING) > 0 ? target.timeout() : CONNECTING;
  }

  /** Prepares each channel: says to the other side by which name we look for it. */
  private record Named(Topology.Node node) implements NettyHook {
    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {}

    @Override
    public void afterChannelInitialization(Channel channel) {
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      if (tls != null) {
        SSLParameters parameters = tls.engine().getSSLParameters();
        parameters.setServerNames(serverNames(node.host()));
        tls.engine().setSSLParameters(parameters);
      }
    }
  }

  /** The same, and follows it to its end. */
  private record Opened(Named named, NameWatch watch, CompletableFuture<Void> gone)
      implements NettyHook {
    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {}

    @Override
    public void afterChannelInitialization(Channel channel) {
      named.afterChannelInitialization(channel);
      CloseWatcher.of(channel, watch, gone);
    }
  }

  /** By itself the JDK sends only names with a dot; in a network of containers few have one. */
  static List<SNIServerName> serverNames(String host) {
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      return List.of();
    }
    try {
      return List.of(new SNIHostName(host));
    } catch (IllegalArgumentException notAllowedThere) {
      return List.of();
    }
  }
}
