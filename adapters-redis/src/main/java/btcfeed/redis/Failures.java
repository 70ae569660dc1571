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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

/**
 * Translates the client's exceptions into the port's failures. A detail is for people: short, with
 * what to do where that is known, and never with the arguments of a command.
 */
final class Failures {
  private static final int MAX_DETAIL = 300;
  private static final int MAX_SERVER_TEXT = 160;
  private static final String BROKEN = "the connection broke";
  private static final String LATE = "no answer in time";

  /**
   * Begins the text that the client adds to a server's message. Redis 6 says {@code @user_script:
   * 1:} before its code.
   */
  private static final Pattern ADDITION =
      Pattern.compile(
          "(\\.? ?\\b(script: |channel: |data: CommandData|command: \\()).*", Pattern.DOTALL);

  /** A known code, alone or inside the report of a failed script of Redis 6. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:^|[ -])(OOM|READONLY|NOAUTH|WRONGPASS|NOPERM|MISCONF|LOADING|BUSY|MASTERDOWN"
              + "|NOREPLICAS|NOSCRIPT|WRONGTYPE|MAXCLIENTS|UNKILLABLE|CLUSTERDOWN|MOVED|ASK|CROSSSLOT"
              + "|DENIED|TRYAGAIN)\\b");

  /** Any other code, such as one of a future server. */
  private static final Pattern ANY_CODE = Pattern.compile("^-?([A-Z][A-Z0-9_]{1,31})(?= |$)");

  private static final Pattern UNKNOWN_COMMAND =
      Pattern.compile("unknown (command|subcommand)", Pattern.CASE_INSENSITIVE);

  /** Codes of a server that is not, or no longer, the one to write to. */
  private static final Set<String> WRONG_SERVER =
      Set.of("READONLY", "MOVED", "ASK", "CLUSTERDOWN", "MASTERDOWN");

  private final RedisTarget target;

  Failures(RedisTarget target) {
    this.target = target;
  }

  /** An error of the server: its code, and what it means. */
  private record ServerError(String code, String meaning) {}

  /** A refusal, if one of the causes is an error of the server. */
  Optional<Failure> refusal(Throwable thrown) {
    return serverError(thrown)
        .map(error -> new Failure.Refused(error.code(), text(error.meaning())));
  }

  static boolean isLackOfRight(Failure failure) {
    return failure instanceof Failure.Refused(String code, _) && code.equals("NOPERM");
  }

  /** True if the connection is not to be used again after this. */
  static boolean endsConnection(Failure failure) {
    return switch (failure) {
      case Failure.Refused(String code, _) -> WRONG_SERVER.contains(code);
      case Failure.Unreachable _, Failure.Unanswered _ -> true;
    };
  }

  /** The store has values that this service does not write. */
  Failure foreign(IllegalArgumentException e) {
    return new Failure.Refused(
        "FOREIGN", text("another program has changed btc:feed or a stream: " + e.getMessage()));
  }

  /** What went wrong with one of several servers, in a few words and without its address. */
  String brief(Throwable thrown) {
    return serverError(thrown).map(ServerError::meaning).orElseGet(() -> reason(thrown));
  }

  private static List<Throwable> causes(Throwable thrown) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static Optional<ServerError> serverError(Throwable thrown) {
    return causes(thrown).stream().map(Failures::errorIn).flatMap(Optional::stream).findFirst();
  }

  /** True if the server does not know the script. */
  static boolean isNoScript(ExecutionException thrown) {
    return thrown.getCause() instanceof RedisNoScriptException;
  }

  /** True if the server does not know a command, or does not permit it. */
  static boolean isUnknownCommand(Throwable thrown, String command) {
    return causes(thrown).stream()
        .map(cause -> String.valueOf(cause.getMessage()))
        .filter(text -> UNKNOWN_COMMAND.matcher(text).find() || text.contains("NOPERM"))
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("'" + command));
  }

  /** The server's error about one key that it does not let the service change. */
  StoreRefusals.RefusedKey refusal(String key, String words) {
    ServerError error = inScript(words);
    return new StoreRefusals.RefusedKey(key, error.code(), text(error.meaning()), 0);
  }

  /** The meaning of the server's error about one command of a script, without its address. */
  String meaning(String words) {
    return target.masked(inScript(words).meaning());
  }

  private static ServerError inScript(String words) {
    Matcher code = CODE.matcher(words);
    Matcher any = ANY_CODE.matcher(words);
    String found = code.find() ? code.group(1) : any.find() ? any.group(1) : "ERR";
    // A script reports a missing right without a code.
    boolean right = words.contains("The user executing the script") || words.contains("NOPERM");
    return error(right ? "NOPERM" : found, words);
  }

  /** Why there is no connection. */
  Failure unconnected(Throwable thrown) {
    return unconnected(thrown, Optional.empty());
  }

  /** Why there is no connection; where there are several servers, to the master that was found. */
  Failure unconnected(Throwable thrown, Optional<Topology.Node> node) {
    String master = node.map(this::master).orElse("");
    Optional<ServerError> error = serverError(thrown);
    if (error.isPresent()) {
      return new Failure.Refused(error.get().code(), text(master + error.get().meaning()));
    }
    String reason = reason(thrown);
    if (reason.equals(BROKEN)) {
      reason = "it closed the connection before it answered; it may " + closedBecause();
    } else if (reason.equals(LATE) && target.tls().on()) {
      reason = LATE + "; there may be no TLS at that port";
    }
    return new Failure.Unreachable(text(master + reason + (node.isEmpty() ? "" : advice())));
  }

  private String master(Topology.Node node) {
    return switch (target.topology()) {
      case Topology.Single _ -> "";
      case Topology.Sentinels _ -> "the master the Sentinels name, " + node + ": ";
      case Topology.Replicated _ -> "the master, " + node + ": ";
      case Topology.Cluster _ -> "the master the nodes name, " + node + ": ";
    };
  }

  /** What to do if the named master cannot be reached. */
  private String advice() {
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

  private String closedBecause() {
    if (!target.tls().on()) {
      return "require TLS, or accept no more connections";
    }
    return target.tls().identity().isPresent()
        ? "not trust the client's certificate"
        : "require a client certificate";
  }

  /** Why a command that may have been sent has no answer. */
  Failure unanswered(Throwable thrown) {
    return refusal(thrown).orElseGet(() -> new Failure.Unanswered(text(reason(thrown))));
  }

  private static Optional<ServerError> errorIn(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (!cause.getClass().getName().startsWith("org.redisson.client.Redis")) {
      return Optional.empty();
    }
    if (cause instanceof RedisOutOfMemoryException) {
      return Optional.of(error("OOM", "OOM " + message));
    }
    if (message.contains("max number of clients reached")) {
      return Optional.of(error("MAXCLIENTS", message));
    }
    if (message.contains("The user executing the script")) {
      return Optional.of(error("NOPERM", message));
    }
    String text = ADDITION.matcher(message).replaceFirst("");
    return Stream.of(CODE, ANY_CODE)
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::find)
        .findFirst()
        .map(code -> error(code.group(1), message));
  }

  private static ServerError error(String code, String message) {
    String whole = ADDITION.matcher(message).replaceFirst("");
    // Redis explains protected mode in half a page.
    String text = whole.length() <= MAX_SERVER_TEXT ? whole : code;
    String advice =
        switch (code) {
          case "OOM" -> "it is full: raise maxmemory or delete data";
          case "READONLY" -> "it is a replica: point to its master";
          case "NOAUTH" -> "it requires a password";
          case "DENIED" ->
              "it is in protected mode and serves its own machine only: give it a password, or"
                  + " protected-mode no behind a firewall";
          case "WRONGPASS" -> "wrong user name or password";
          case "NOPERM" -> "this user lacks a right";
          case "MISCONF" -> "it cannot write to its disk";
          case "LOADING" -> "it is still loading its data";
          case "BUSY" -> "a script of another client keeps it busy";
          case "MASTERDOWN" -> "it is a replica that lost its master";
          case "NOREPLICAS" -> "it has fewer replicas than it requires";
          case "MAXCLIENTS" -> "it accepts no more connections";
          case "MOVED", "ASK" -> "the keys moved to another node";
          case "TRYAGAIN" ->
              "the keys are moving to another node of the cluster; it is tried again until they"
                  + " are there";
          case "CLUSTERDOWN" -> "the cluster has no master for the feed's keys";
          case "WRONGTYPE" -> "a key of the feed has another type";
          case "ERR" ->
              text.contains("without any password configured")
                  ? "it has no password: remove the password from the configuration"
                  : "";
          default -> "";
        };
    return new ServerError(code, advice.isEmpty() ? text : advice + " (" + text + ")");
  }

  /** The first known reason among the causes, else the type of the last one. */
  private static String reason(Throwable thrown) {
    String last = "";
    for (Throwable cause : causes(thrown)) {
      String known = known(cause);
      if (!known.isEmpty()) {
        return known;
      }
      last = cause.getClass().getSimpleName();
    }
    return last;
  }

  private static String known(Throwable cause) {
    return switch (cause) {
      case MasterDiscovery.NoMaster e -> String.valueOf(e.getMessage());
      case Replies.Unexpected e -> String.valueOf(e.getMessage());
      case ClassCastException _, IndexOutOfBoundsException _, NumberFormatException _ ->
          "it gave an answer that is not Redis's";
      case UnknownHostException _ -> "no such host";
      case NoRouteToHostException _ -> "no route to it";
      case ConnectTimeoutException _ -> "no connection in time";
      case ConnectException _ -> "connection refused";
      case ClosedChannelException _, SocketException _ -> BROKEN;
      case RedisNodeNotFoundException _ -> "the keys moved to another node";
      case RedisTimeoutException _, TimeoutException _ -> LATE;
      case SSLException e -> tls(e);
      case IOException e when String.valueOf(e.getMessage()).contains("reset") -> BROKEN;
      case GeneralSecurityException e -> tls(e);
      default -> "";
    };
  }

  /** What is wrong with a certificate, and what the operator can do. */
  private static String tls(Exception thrown) {
    String message = String.valueOf(thrown.getMessage());
    if (message.contains("unable to find valid certification path")) {
      int issuer = message.indexOf(Trust.ISSUED_BY);
      return "TLS: its certificate is of an authority that is not trusted"
          + (issuer < 0 ? "" : message.substring(issuer))
          + ": name that authority in REDIS_SSL_CA_FILE";
    }
    if (message.contains("No subject alternative") || message.contains("No name matching")) {
      return "TLS: its certificate is for another name (" + message + ")";
    }
    if (message.contains("not an SSL/TLS record")) {
      return "TLS: there is no TLS at that port";
    }
    return "TLS: " + message;
  }

  /** A detail for people: where and what, bounded, without secrets. */
  String text(String what) {
    String text = target.masked(target.address() + ": " + what);
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
  }
}
