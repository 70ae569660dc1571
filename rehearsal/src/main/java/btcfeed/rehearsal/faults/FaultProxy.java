package btcfeed.rehearsal.faults;

import btcfeed.rehearsal.faults.TcpFault.DropAccepted;
import btcfeed.rehearsal.faults.TcpFault.None;
import btcfeed.rehearsal.faults.TcpFault.Refuse;
import btcfeed.rehearsal.faults.TcpFault.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on loopback that fails on request, with one {@link TcpFault} at a time. Any thread.
 * When it cannot reach the server, it ends the connection of the client at once.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final Valve valve = new Valve();
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final Map<Way, AtomicLong> passed =
      Map.of(Way.TO_SERVER, new AtomicLong(), Way.TO_CLIENT, new AtomicLong());
  private final Upstream upstream;
  private final int port;
  private ServerSocket listener;
  private Thread accepting;

  private FaultProxy(Upstream upstream) throws IOException {
    this.upstream = upstream;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    this.accepting = acceptFrom(listener);
  }

  /** Connects to the server. */
  public interface Upstream {
    /** A new connection to it; blocks no longer than some seconds. */
    Socket connect() throws IOException;
  }

  /** A proxy for this port of loopback, without a fault. */
  public static FaultProxy to(int targetPort) {
    return to(() -> new Socket(InetAddress.getLoopbackAddress(), targetPort));
  }

  /** A proxy for any server, without a fault. */
  public static FaultProxy to(Upstream upstream) {
    try {
      return new FaultProxy(upstream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that clients connect to. */
  public int port() {
    return port;
  }

  /** Connections accepted so far, dropped ones too. */
  public long accepted() {
    return accepted.get();
  }

  /** Open connections. */
  public int connections() {
    return open.size();
  }

  /** Bytes passed in this direction so far. */
  public long passed(Way way) {
    return counter(way).get();
  }

  /** Sets the fault; it replaces the one before. */
  public synchronized void fault(TcpFault fault) {
    try {
      if (fault instanceof Refuse) {
        stopListening();
      } else if (listener.isClosed()) {
        listener = listen(port);
        accepting = acceptFrom(listener);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    valve.set(fault);
  }

  /** The port is free only when no thread waits for a connection on it any more. */
  private void stopListening() throws IOException {
    listener.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The current fault; a cut ends with the cut itself. */
  public TcpFault fault() {
    return valve.fault();
  }

  /** Ends the fault. */
  public void heal() {
    fault(new None());
  }

  /** RST to both sides of every connection. */
  public void resetAll() {
    open.forEach(ProxiedConnection::reset);
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    valve.set(new None());
    resetAll();
  }

  private void count(Way way, int bytes) {
    counter(way).addAndGet(bytes);
  }

  private AtomicLong counter(Way way) {
    return Objects.requireNonNull(passed.get(way));
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
  }

  private Thread acceptFrom(ServerSocket from) {
    return Thread.ofVirtual().name("fault-proxy-" + port).start(() -> acceptUntilClosed(from));
  }

  private void acceptUntilClosed(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        connect(from.accept());
      } catch (IOException e) {
        // Closed, or a client that went away while it was accepted: the condition above decides.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    accepted.incrementAndGet();
    if (valve.fault() instanceof DropAccepted) {
      ProxiedConnection.reset(client);
      return;
    }
    Socket server;
    try {
      server = upstream.connect();
    } catch (IOException e) {
      ProxiedConnection.reset(client);
      return;
    }
    ProxiedConnection connection =
        new ProxiedConnection(client, server, valve, this::count, open::remove);
    open.add(connection);
    connection.start();
  }
}
