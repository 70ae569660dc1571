package btcfeed.rehearsal.faults;

import btcfeed.rehearsal.faults.TcpFault.End;
import btcfeed.rehearsal.faults.TcpFault.Way;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** One connection through a {@link FaultProxy}: a socket to each side, a thread for each way. */
final class ProxiedConnection {
  private static final int PIECE_BYTES = 16 * 1024;

  private final Socket client;
  private final Socket server;
  private final Valve valve;
  private final ObjIntConsumer<Way> passed;
  private final Consumer<ProxiedConnection> ended;
  private final AtomicInteger waysOpen = new AtomicInteger(Way.values().length);

  /** True after the proxy sent a FIN: later bytes are dropped. */
  private volatile boolean finished;

  ProxiedConnection(
      Socket client,
      Socket server,
      Valve valve,
      ObjIntConsumer<Way> passed,
      Consumer<ProxiedConnection> ended) {
    this.client = client;
    this.server = server;
    this.valve = valve;
    this.passed = passed;
    this.ended = ended;
  }

  void start() {
    Thread.ofVirtual().name("to-server").start(() -> pump(Way.TO_SERVER, client, server));
    Thread.ofVirtual().name("to-client").start(() -> pump(Way.TO_CLIENT, server, client));
  }

  /** RST to both sides. */
  void reset() {
    ended.accept(this);
    reset(client);
    reset(server);
  }

  private void pump(Way way, Socket from, Socket to) {
    try {
      byte[] piece = new byte[PIECE_BYTES];
      int count = from.getInputStream().read(piece);
      while (count >= 0) {
        pass(way, piece, count, to.getOutputStream());
        count = from.getInputStream().read(piece);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One side is broken, so the other is broken, too.
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
    if (waysOpen.decrementAndGet() == 0) {
      reset();
    }
  }

  private void pass(Way way, byte[] piece, int count, OutputStream to)
      throws IOException, InterruptedException {
    int done = 0;
    while (done < count && !finished) {
      Valve.Step step = valve.next(way, count - done);
      to.write(piece, done, step.bytes());
      passed.accept(way, step.bytes());
      done += step.bytes();
      if (step.end().isPresent()) {
        end(step.end().get());
        return;
      }
    }
  }

  private void end(End end) throws IOException {
    switch (end) {
      case RESET -> reset();
      case FIN -> {
        finished = true;
        client.shutdownOutput();
        server.shutdownOutput();
      }
    }
  }

  /** RST to this side. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already: then there is nothing left to break.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // As above.
    }
  }
}
