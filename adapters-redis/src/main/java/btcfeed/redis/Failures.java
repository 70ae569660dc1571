package btcfeed.redis;

import btcfeed.domain.port.PricePort.Failure;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

/**
 * What went wrong, from the client's exceptions into the port's words. Details are made for people:
 * short, with what to do where it is known, never with arguments of a command.
 */
final class Failures {
  private static final int LONGEST = 300;
  private static final int LONGEST_SAID = 160;
  private static final String BROKE = "the connection broke";
  private static final String LATE = "no answer in time";
  private static final String NO_TLS = "; there may be no TLS at that port";
  private static final String UNWELCOME = "it closed the connection before it answered; it may ";

  /** Where the client's own addition to a server's message begins. */
  private static final Pattern ADDITION =
      Pattern.compile(
          "(\\.? ?(script: |channel: |data: CommandData|command: \\()).*", Pattern.DOTALL);

  /** A code as servers write it, alone or inside the report of a failed script of Redis 6. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:^|[ -])(OOM|READONLY|NOAUTH|WRONGPASS|NOPERM|MISCONF|LOADING|BUSY|MASTERDOWN"
              + "|NOREPLICAS|NOSCRIPT|WRONGTYPE|MAXCLIENTS|UNKILLABLE|CLUSTERDOWN|MOVED|ASK|CROSSSLOT"
              + "|DENIED)\\b");

  private final RedisTarget target;

  Failures(RedisTarget target) {
    this.target = target;
  }

  /** What a server said, and what it means. */
  private record Said(String code, String meaning) {}

  /** A refusal, if some cause of it is what the server said. */
  Optional<Failure> refusal(Throwable thrown) {
    return saidIn(thrown).map(said -> new Failure.Refused(said.code(), text(said.meaning())));
  }

  /** What went wrong with one of several servers, in a few words, without saying where. */
  String brief(Throwable thrown) {
    return saidIn(thrown).map(Said::meaning).orElseGet(() -> why(thrown));
  }

  private static Optional<Said> saidIn(Throwable thrown) {
    for (Throwable cause = thrown; ; cause = cause.getCause()) {
      Optional<Said> said = said(cause);
      if (said.isPresent() || cause.getCause() == null) {
        return said;
      }
    }
  }

  /** True if the server does not know the script it was to run. */
  static boolean isNoScript(ExecutionException thrown) {
    return thrown.getCause() instanceof RedisNoScriptException;
  }

  /** Why there is no connection. */
  Failure unconnected(Throwable thrown) {
    return refusal(thrown)
        .orElseGet(
            () -> {
              String why = why(thrown);
              return new Failure.Unreachable(
                  text(
                      switch (why) {
                        case BROKE -> unwelcome();
                        case LATE -> target.tls().on() ? LATE + NO_TLS : LATE;
                        default -> why;
                      }));
            });
  }

  private String unwelcome() {
    boolean known = target.tls().identity().isPresent();
    String wish = known ? "not trust the certificate we show" : "want a certificate of ours";
    return UNWELCOME + (target.tls().on() ? wish : "want TLS, or have no room for one more");
  }

  /** Why a command that may have been sent has no answer. */
  Failure unanswered(Throwable thrown) {
    return refusal(thrown).orElseGet(() -> new Failure.Unanswered(text(why(thrown))));
  }

  private static Optional<Said> said(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (!cause.getClass().getName().startsWith("org.redisson.client.Redis")) {
      return Optional.empty();
    }
    if (cause instanceof RedisOutOfMemoryException) {
      return Optional.of(refused("OOM", "OOM " + message));
    }
    if (message.contains("max number of clients reached")) {
      return Optional.of(refused("MAXCLIENTS", message));
    }
    if (message.contains("The user executing the script")) {
      return Optional.of(refused("NOPERM", message));
    }
    Matcher code = CODE.matcher(ADDITION.matcher(message).replaceFirst(""));
    if (code.find()) {
      return Optional.of(refused(code.group(1), message));
    }
    return message.startsWith("ERR ") ? Optional.of(refused("ERR", message)) : Optional.empty();
  }

  private static Said refused(String code, String message) {
    String whole = ADDITION.matcher(message).replaceFirst("");
    // Redis explains protected mode in half a page.
    String said = whole.length() <= LONGEST_SAID ? whole : code;
    String advice =
        switch (code) {
          case "OOM" -> "it is full: raise maxmemory or make room";
          case "READONLY" -> "it is a replica: point to its master";
          case "NOAUTH" -> "it wants a password";
          case "DENIED" ->
              "it is in protected mode, for its own machine alone: give it a password, or"
                  + " protected-mode no behind a firewall";
          case "WRONGPASS" -> "wrong user name or password";
          case "NOPERM" -> "this user lacks a right";
          case "MISCONF" -> "it cannot write to its disk";
          case "LOADING" -> "it is still loading its data";
          case "BUSY" -> "somebody's script keeps it busy";
          case "MASTERDOWN" -> "it is a replica that lost its master";
          case "NOREPLICAS" -> "it has fewer replicas than it demands";
          case "MAXCLIENTS" -> "it takes no more connections";
          case "MOVED", "ASK" -> "the keys moved to another node";
          case "CLUSTERDOWN" -> "the cluster has no master for our keys";
          case "WRONGTYPE" -> "one of our keys holds something else";
          case "ERR" ->
              said.contains("without any password configured")
                  ? "it has no password: take ours out of the configuration"
                  : "";
          default -> "";
        };
    return new Said(code, advice.isEmpty() ? said : advice + " (" + said + ")");
  }

  private static String why(Throwable thrown) {
    for (Throwable cause = thrown; ; cause = cause.getCause()) {
      String known =
          switch (cause) {
            case NoMaster e -> String.valueOf(e.getMessage());
            case UnknownHostException _ -> "no such host";
            case NoRouteToHostException _ -> "no route to it";
            case ConnectTimeoutException _ -> "no connection in time";
            case ConnectException _ -> "connection refused";
            case ClosedChannelException _ -> BROKE;
            case SocketException _ -> BROKE;
            case RedisNodeNotFoundException _ -> "the keys moved to another node";
            case RedisTimeoutException _ -> LATE;
            case TimeoutException _ -> LATE;
            case SSLException e -> tls(e);
            case IOException e when String.valueOf(e.getMessage()).contains("reset") -> BROKE;
            case GeneralSecurityException e -> tls(e);
            default -> "";
          };
      if (!known.isEmpty()) {
        return known;
      }
      if (cause.getCause() == null) {
        return cause.getClass().getSimpleName();
      }
    }
  }

  /** What is wrong with a certificate, in words for whoever set it up. */
  private static String tls(Exception thrown) {
    String said = String.valueOf(thrown.getMessage());
    if (said.contains("unable to find valid certification path")) {
      return "TLS: its certificate is of no authority we trust: name that in REDIS_SSL_CA_FILE";
    }
    if (said.contains("No subject alternative") || said.contains("No name matching")) {
      return "TLS: its certificate is for another name (" + said + ")";
    }
    if (said.contains("not an SSL/TLS record")) {
      return "TLS: there is no TLS at that port";
    }
    return "TLS: " + said;
  }

  /** Made for people: where, what, not too long, nothing secret. */
  String text(String what) {
    String text = target.masked(target.address() + ": " + what);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
