package btcfeed.exchange.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up addresses within a time limit. The system's lookup cannot be cancelled and may block for
 * a minute.
 *
 * <p>Each lookup has a platform thread: a virtual one would block its carrier. Concurrent lookups
 * of one name share one thread, so there are never more threads than names. Any thread.
 */
final class NameLookup {
  private final OutboundConnector.AddressResolver resolver;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
      new ConcurrentHashMap<>();

  NameLookup(OutboundConnector.AddressResolver resolver) {
    this.resolver = resolver;
  }

  /** Every address of a name. An address literal is its own only address. */
  List<InetAddress> addresses(String host, Deadline deadline) throws IOException {
    Optional<InetAddress> literal = literal(host);
    if (literal.isPresent()) {
      return List.of(literal.get());
    }
    try {
      return running
          .computeIfAbsent(host, this::start)
          .get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw new UnknownHostException(
          host + ": the name lookup got no answer within " + deadline.seconds());
    } catch (ExecutionException _) {
      throw new UnknownHostException(host + ": no address is known for this name");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted during the name lookup of " + host);
    }
  }

  /** Parses an address literal, without a lookup. */
  static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private CompletableFuture<List<InetAddress>> start(String host) {
    return CompletableFuture.supplyAsync(
        () -> look(host), Thread.ofPlatform().daemon().name("lookup " + host)::start);
  }

  /** Removes the lookup before it completes, so that the next caller starts a new one. */
  private List<InetAddress> look(String host) {
    try {
      return resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    } finally {
      var _ = running.remove(host);
    }
  }
}
