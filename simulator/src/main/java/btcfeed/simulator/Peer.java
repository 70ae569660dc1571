package btcfeed.simulator;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The server's end of one WebSocket connection. Any thread can send, in the order of the calls. One
 * thread reads and one writes. A client that is 8 MiB behind is too slow; a longer message counts
 * as 1 MiB.
 */
final class Peer {
  private static final int MAX_BYTES_BEHIND = 8 * 1024 * 1024;
  private static final int MAX_COST = 1024 * 1024;
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;
  private static final int WRITE_BUFFER_BYTES = 64 * 1024;
  private static final int LENGTH_MASK = 0x7F;

  private final Socket socket;
  private final DataInputStream in;
  private final Listener listener;
  private final BlockingQueue<Step> outbox = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_BYTES_BEHIND);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean ending;

  /** One action of the writing thread. */
  private interface Step {
    void run(OutputStream out) throws IOException;
  }

  /** Receives what a client sends. Called from the peer's reading thread. */
  interface Listener {
    /** Waits while the venue is frozen. */
    void awaitThaw();

    void text(Peer peer, byte[] message);

    void pong(Peer peer, byte[] payload);

    void gone(Peer peer);
  }

  Peer(Socket socket, InputStream in, Listener listener) {
    this.socket = socket;
    this.in = new DataInputStream(in);
    this.listener = listener;
  }

  /** Sends bytes, which must not change later; waits while the client is too far behind. */
  void send(byte[] bytes) {
    room.acquireUninterruptibly(cost(bytes));
    write(bytes);
  }

  /** Sends bytes, or disconnects a client that is too far behind, as venues do. */
  void sendOrDisconnect(byte[] bytes) {
    if (room.tryAcquire(cost(bytes))) {
      write(bytes);
    } else {
      reset();
    }
  }

  /** Ends the connection with a FIN after everything sent before, without a close frame. */
  void hangUp() {
    end(this::close);
  }

  /** Ends the connection with an RST after everything sent before. */
  void resetInOrder() {
    end(this::reset);
  }

  /** Ends the connection with an RST now. */
  void reset() {
    // First, because closing makes the writer close the socket, which sends a FIN.
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    close();
  }

  /** False from the moment at which either side decides to end the connection. */
  boolean isOpen() {
    return !ending;
  }

  /** Writes until the connection ends. */
  void write() {
    try (OutputStream out =
        new BufferedOutputStream(socket.getOutputStream(), WRITE_BUFFER_BYTES)) {
      while (!closed.get()) {
        Step next = outbox.take();
        listener.awaitThaw();
        next.run(out);
        if (outbox.isEmpty() && !closed.get()) {
          out.flush();
        }
      }
    } catch (IOException e) {
      // The client is gone; the reading thread reports it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** Reads until the connection ends. */
  void read() {
    try {
      boolean more = true;
      while (more) {
        more = readFrame();
      }
    } catch (IOException e) {
      // The client is gone.
    } finally {
      close();
      listener.gone(this);
    }
  }

  private void end(Runnable how) {
    ending = true;
    outbox.add(
        out -> {
          out.flush();
          how.run();
        });
  }

  private void write(byte[] bytes) {
    outbox.add(
        out -> {
          out.write(bytes);
          room.release(cost(bytes));
        });
  }

  /** Closes the socket, discards what was not written and wakes the waiting threads. */
  private void close() {
    ending = true;
    if (closed.compareAndSet(false, true)) {
      outbox.clear();
      outbox.add(_ -> {});
      room.release(Integer.MAX_VALUE / 2);
    }
    try {
      socket.close();
    } catch (IOException e) {
      // Closed in any case.
    }
  }

  /** Reads one unfragmented frame and answers it; false if it was the last. */
  private boolean readFrame() throws IOException {
    int opcode = in.readUnsignedByte() & Frames.OPCODE;
    listener.awaitThaw();
    int lengthAndMask = in.readUnsignedByte();
    long length =
        switch (lengthAndMask & LENGTH_MASK) {
          case Frames.TWO_BYTES -> in.readUnsignedShort();
          case Frames.EIGHT_BYTES -> in.readLong();
          default -> lengthAndMask & LENGTH_MASK;
        };
    if (length < 0 || length > MAX_MESSAGE_BYTES || lengthAndMask <= LENGTH_MASK) {
      send(Frames.close(1002, "too long or not masked"));
      hangUp();
      return false;
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      return false;
    }
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    switch (opcode) {
      case Frames.TEXT -> listener.text(this, payload);
      case Frames.PING -> send(Frames.frame(Frames.PONG, payload));
      case Frames.PONG -> listener.pong(this, payload);
      case Frames.CLOSE -> {
        send(Frames.frame(Frames.CLOSE, payload));
        hangUp();
      }
      default -> {}
    }
    return true;
  }

  private static int cost(byte[] bytes) {
    return Math.min(bytes.length, MAX_COST);
  }
}
