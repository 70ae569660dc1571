package btcfeed.redis;

import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.store.StoreRefusals;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.Locale;
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
  private static final String STRANGE = "it answered what no Redis answers";
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
              + "|DENIED|TRYAGAIN)\\b");

  /** Any other code: a server may say what we have not heard of. */
  private static final Pattern ANY_CODE = Pattern.compile("^-?([A-Z][A-Z0-9_]{1,31})(?= |$)");

  private static final Pattern UNKNOWN_COMMAND =
      Pattern.compile("unknown (command|subcommand)", Pattern.CASE_INSENSITIVE);

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

  static boolean isLackOfRight(Failure failure) {
    return failure instanceof Failure.Refused(String code, _) && code.equals("NOPERM");
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

  /** True if the server does not know a command, or does not let us use it. */
  static boolean isUnknownCommand(Throwable thrown, String command) {
    for (Throwable cause = thrown; ; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      boolean missing = UNKNOWN_COMMAND.matcher(message).find() || message.contains("NOPERM");
      if (missing && message.toLowerCase(Locale.ROOT).contains("'" + command)) {
        return true;
      }
      if (cause.getCause() == null) {
        return false;
      }
    }
  }

  /** What a server said of one key it did not let us change. */
  StoreRefusals.Refusal refusal(String key, String words) {
    Said said = inScript(words);
    return new StoreRefusals.Refusal(key, said.code(), text(said.meaning()), 0);
  }

  /** What a server said of one command of a script, without saying where. */
  String said(String words) {
    return target.masked(inScript(words).meaning());
  }

  private static Said inScript(String words) {
    Matcher code = CODE.matcher(words);
    Matcher any = ANY_CODE.matcher(words);
    String found = code.find() ? code.group(1) : any.find() ? any.group(1) : "ERR";
    // A user without a right is told so by the script's runner, without a code.
    boolean right = words.contains("The user executing the script") || words.contains("NOPERM");
    return refused(right ? "NOPERM" : found, words);
  }

  /** Why there is no connection. */
  Failure unconnected(Throwable thrown) {
    return unconnected(thrown, Optional.empty());
  }

  /** The same; where there are several servers, of the one that was found to be the master. */
  Failure unconnected(Throwable thrown, Optional<Topology.Node> node) {
    String master = node.map(this::master).orElse("");
    return saidIn(thrown)
        .<Failure>map(said -> new Failure.Refused(said.code(), text(master + said.meaning())))
        .orElseGet(
            () -> {
              String why = why(thrown);
              String known =
                  switch (why) {
                    case BROKE -> unwelcome();
                    case LATE -> target.tls().on() ? LATE + NO_TLS : LATE;
                    default -> why;
                  };
              return new Failure.Unreachable(text(master + known + within(master)));
            });
  }

  /** Those that were asked answered, and named this one. */
  private String master(Topology.Node node) {
    return switch (target.topology()) {
      case Topology.Single _ -> "";
      case Topology.Sentinels _ -> "the master the Sentinels name, " + node + ": ";
      case Topology.Replicated _ -> "the master, " + node + ": ";
      case Topology.Cluster _ -> "the master the nodes name, " + node + ": ";
    };
  }

  private String within(String master) {
    if (master.isEmpty()) {
      return "";
    }
    return switch (target.topology()) {
      case Topology.Single _, Topology.Replicated _ -> "";
      case Topology.Sentinels _ ->
          "; it must be reachable from here under that name (replica-announce-ip, sentinel"
              + " announce-hostnames)";
      case Topology.Cluster _ ->
          "; it must be reachable from here under that name (cluster-announce-ip,"
              + " cluster-announce-hostname)";
    };
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
    Matcher any = ANY_CODE.matcher(ADDITION.matcher(message).replaceFirst(""));
    return any.find() ? Optional.of(refused(any.group(1), message)) : Optional.empty();
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
          case "TRYAGAIN" ->
              "the keys are moving to another node of the cluster; it is tried again until they"
                  + " are there";
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
            case Replies.Strange e -> String.valueOf(e.getMessage());
            case ClassCastException _, IndexOutOfBoundsException _, NumberFormatException _ ->
                STRANGE;
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
      int issuer = said.indexOf(Trust.ISSUED_BY);
      return "TLS: its certificate is of no authority we trust"
          + (issuer < 0 ? "" : said.substring(issuer))
          + ": name that authority in REDIS_SSL_CA_FILE";
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
