package btcfeed.redis;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.PricePort.Failure;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;

@DisplayName("A failure")
class FailuresTest {
  private static final String SECRET = "correct-horse";

  private final RedisTarget target =
      new RedisTarget(
          new Topology.Single(new Topology.Node("store.example", 6380)),
          "feed",
          SECRET,
          Tls.verified(Optional.empty()),
          0,
          Duration.ofMillis(200),
          "btc-feed");
  private final Failures failures = new Failures(target);

  @ParameterizedTest
  @DisplayName("keeps the server's own code, whatever text surrounds it")
  @CsvSource(
      delimiter = '|',
      value = {
        "OOM | OOM command not allowed when used memory > 'maxmemory'. script: 1f, on"
            + " @user_script:9.",
        "READONLY | READONLY You can't write against a read only replica. script: 1f",
        "READONLY | ERR Error running script (call to f_1): @user_script:9: -READONLY You can't"
            + " write",
        "READONLY | ERR Error running script (call to f_1): @user_script:1: @user_script: 1:"
            + " -READONLY You can't write against a read only replica.",
        "MISCONF | MISCONF Redis is configured to save RDB snapshots, but it's unable to persist",
        "NOPERM | ERR The user executing the script can't run this command or subcommand script:"
            + " 1f",
        "NOPERM | NOPERM this user has no permissions to run the 'evalsha' command",
        "LOADING | LOADING Redis is loading the dataset in memory",
        "BUSY | BUSY Redis is busy running a script. You can only call SCRIPT KILL",
        "MASTERDOWN | MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to"
            + " 'no'",
        "NOREPLICAS | NOREPLICAS Not enough good replicas to write",
        "MAXCLIENTS | ERR max number of clients reached",
        "DENIED | DENIED Redis is running in protected mode because protected mode is enabled and"
            + " no password is set for the default user.",
        "WRONGTYPE | WRONGTYPE Operation against a key holding the wrong kind of value script: 1f",
        "TRYAGAIN | TRYAGAIN Multiple keys request during rehashing of slot. channel: [id: 0x1f]",
        "INPROG | INPROG Failover already in progress. channel: [id: 0x1f]",
        "NOTWRITTENYET | NOTWRITTENYET A code of next year",
        "ERR | ERR user_script:9: attempt to index a nil value script: 1f",
      })
  void codes(String code, String said) {
    Failure failure = failures.unanswered(new ExecutionException(new RedisException(said)));
    assertThat(failure)
        .isInstanceOfSatisfying(
            Failure.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    assertThat(failure.detail()).startsWith("rediss://store.example:6380: ").doesNotContain("1f");
  }

  @Test
  @DisplayName("includes advice where that is known")
  void advice() {
    Failure failure =
        failures.unconnected(
            new RedisException(
                "ERR AUTH <password> called without any password configured for the default user."
                    + " Are you sure your configuration is correct?"));
    assertThat(failure.detail()).contains("it has no password: remove the password");
  }

  @Test
  @DisplayName("has no arguments of commands and never the password")
  void nothingSecret() {
    Failure failure =
        failures.unconnected(
            new RedisConnectionException(
                "outer",
                new RedisException(
                    "WRONGPASS invalid pair "
                        + SECRET
                        + ". channel: [id: 0x1] command: (AUTH), params: ["
                        + SECRET
                        + "]")));
    assertThat(failure.detail()).doesNotContain(SECRET, "channel", "params").contains("WRONGPASS");
    assertThat(target.toString()).doesNotContain(SECRET).contains("password ****");
  }

  @Test
  @DisplayName("while connecting is unreachable, with a plain reason")
  void unreachable() {
    assertUnreachable(new ConnectException("Connection refused"), "connection refused");
    assertUnreachable(new ConnectTimeoutException("timed out"), "no connection in time");
    assertUnreachable(new UnknownHostException("store.example"), "no such host");
    assertUnreachable(
        new TimeoutException(), "no answer in time; there may be no TLS at that port");
    assertUnreachable(new SSLHandshakeException("no trust"), "TLS: no trust");
    assertUnreachable(
        new SSLHandshakeException(
            "PKIX path building failed: unable to find valid certification path to requested"
                + " target"),
        "TLS: its certificate is of an authority that is not trusted: name that authority in"
            + " REDIS_SSL_CA_FILE");
    assertUnreachable(
        new SSLHandshakeException("No name matching store.example found"),
        "TLS: its certificate is for another name (No name matching store.example found)");
  }

  @Test
  @DisplayName("after sending is unanswered, unless the server gave an error")
  void unanswered() {
    assertThat(failures.unanswered(new TimeoutException()))
        .isEqualTo(new Failure.Unanswered("rediss://store.example:6380: no answer in time"));
    assertThat(failures.unanswered(new ExecutionException(new ClosedChannelException())))
        .isEqualTo(new Failure.Unanswered("rediss://store.example:6380: the connection broke"));
  }

  private void assertUnreachable(Exception cause, String reason) {
    assertThat(failures.unconnected(new ExecutionException(new RedisConnectionException(cause))))
        .isEqualTo(new Failure.Unreachable("rediss://store.example:6380: " + reason));
  }
}
