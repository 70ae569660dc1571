package btcfeed.redis;

import btcfeed.domain.port.PricePort.Failure;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
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
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

/**
 * What went wrong, from the client's exceptions into the port's words. Details are made for people:
 * short, with what to do where it is known, never with arguments of a command.
 */
final class Failures {
  private static final int LONGEST = 300;

  /** Where the client's own addition to a server's message begins. */
  private static final Pattern ADDITION =
      Pattern.compile(
          "(\\.? ?(script: |channel: |data: CommandData|command: \\()).*", Pattern.DOTALL);

  /** A code as servers write it, alone or inside the report of a failed script of Redis 6. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:^|[ -])(OOM|READONLY|NOAUTH|WRONGPASS|NOPERM|MISCONF|LOADING|BUSY|MASTERDOWN"
              + "|NOREPLICAS|NOSCRIPT|WRONGTYPE|MAXCLIENTS|UNKILLABLE|CLUSTERDOWN|MOVED|CROSSSLOT)\\b");

  private final RedisTarget target;

  Failures(RedisTarget target) {
    this.target = target;
  }

  /** A refusal, if some cause of it is what the server said. */
  Optional<Failure> refusal(Throwable thrown) {
    for (Throwable cause = thrown; ; cause = cause.getCause()) {
      Optional<Failure> refused = said(cause);
      if (refused.isPresent() || cause.getCause() == null) {
        return refused;
      }
    }
  }

  /** True if the server does not know the script it was to run. */
  static boolean isNoScript(ExecutionException thrown) {
    return thrown.getCause() instanceof RedisNoScriptException;
  }

  /** Why there is no connection. */
  Failure unconnected(Throwable thrown) {
    return refusal(thrown).orElseGet(() -> new Failure.Unreachable(text(why(thrown))));
  }

  /** Why a command that may have been sent has no answer. */
  Failure unanswered(Throwable thrown) {
    return refusal(thrown).orElseGet(() -> new Failure.Unanswered(text(why(thrown))));
  }

  private Optional<Failure> said(Throwable cause) {
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

  private Failure refused(String code, String message) {
    String said = ADDITION.matcher(message).replaceFirst("");
    String advice =
        switch (code) {
          case "OOM" -> "it is full: raise maxmemory or make room";
          case "READONLY" -> "it is a replica: point to its master";
          case "NOAUTH" -> "it wants a password";
          case "WRONGPASS" -> "wrong user name or password";
          case "NOPERM" -> "this user lacks a right";
          case "MISCONF" -> "it cannot write to its disk";
          case "LOADING" -> "it is still loading its data";
          case "BUSY" -> "somebody's script keeps it busy";
          case "MASTERDOWN" -> "it is a replica that lost its master";
          case "NOREPLICAS" -> "it has fewer replicas than it demands";
          case "MAXCLIENTS" -> "it takes no more connections";
          case "WRONGTYPE" -> "one of our keys holds something else";
          default -> "";
        };
    return new Failure.Refused(code, text(advice.isEmpty() ? said : advice + " (" + said + ")"));
  }

  private String why(Throwable thrown) {
    for (Throwable cause = thrown; ; cause = cause.getCause()) {
      String known =
          switch (cause) {
            case UnknownHostException _ -> "no such host";
            case NoRouteToHostException _ -> "no route to it";
            case ConnectTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "connection refused";
            case ClosedChannelException _ -> "the connection broke";
            case RedisTimeoutException _ -> "no answer in time";
            case TimeoutException _ -> "no answer in time";
            case SSLException e -> "TLS: " + e.getMessage();
            case GeneralSecurityException e -> "TLS: " + e.getMessage();
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

  /** Made for people: where, what, not too long, nothing secret. */
  String text(String what) {
    String text = target.masked(target.address() + ": " + what);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
