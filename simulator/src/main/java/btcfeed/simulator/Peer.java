package btcfeed.simulator;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The server's end of one WebSocket connection. Any thread can send, in the order of the calls. One
 * thread reads and one writes.
 */
final class Peer {
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;
  private static final int WRITE_BUFFER_BYTES = 64 * 1024;
  private static final int LENGTH_MASK = 0x7F;

  private final Socket socket;
  private final DataInputStream in;
  private final FreezeGate gate;
  private final Outbox outbox = new Outbox();
  private volatile boolean ending;

  /** Receives what a client sends. Called from the peer's reading thread. */
  interface Listener {
    void text(Peer peer, byte[] message);

    void pong(Peer peer, byte[] payload);

    void gone(Peer peer);
  }

  Peer(Socket socket, InputStream in, FreezeGate gate) {
    this.socket = socket;
    this.gate = gate;
    this.in = new DataInputStream(in);
  }

  /** Sends bytes unchanged; waits while the client is too far behind. */
  void send(byte[] bytes) {
    send(bytes, bytes.length);
  }

  /** Sends the first of these bytes, which must not change later. */
  void send(byte[] bytes, int length) {
    outbox.put(new Outbox.Item.Bytes(ByteBuffer.wrap(bytes, 0, length)));
  }

  /** Sends bytes, or disconnects a client that is too far behind, as venues do. */
  void sendOrDisconnect(byte[] bytes, int length) {
    if (!outbox.offer(new Outbox.Item.Bytes(ByteBuffer.wrap(bytes, 0, length)))) {
      reset();
    }
  }

  /** Ends the connection with a FIN after everything sent before, without a close frame. */
  void hangUp() {
    ending = true;
    outbox.put(new Outbox.Item.HangUp());
  }

  /** Ends the connection with an RST after everything sent before. */
  void resetInOrder() {
    ending = true;
    outbox.put(new Outbox.Item.Reset());
  }

  /** Ends the connection with an RST now. */
  void reset() {
    ending = true;
    // First, because closing the outbox makes the writer close the socket, which sends a FIN.
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    outbox.close();
    closeSocket();
  }

  /** False from the moment at which either side decides to end the connection. */
  boolean isOpen() {
    return !ending;
  }

  /** Writes until the connection ends. */
  void write() {
    try (OutputStream out =
        new BufferedOutputStream(socket.getOutputStream(), WRITE_BUFFER_BYTES)) {
      Optional<Outbox.Item> next = outbox.take();
      while (next.isPresent()) {
        gate.pass();
        if (!write(next.get(), out)) {
          return;
        }
        if (outbox.isEmpty()) {
          out.flush();
        }
        next = outbox.take();
      }
    } catch (IOException e) {
      // The client is gone; the reading thread reports it.
    } finally {
      outbox.close();
      closeSocket();
    }
  }

  /** Reads until the connection ends. */
  void read(Listener listener) {
    try {
      boolean more = true;
      while (more) {
        more = readFrame(listener);
      }
    } catch (IOException e) {
      // The client is gone.
    } finally {
      outbox.close();
      closeSocket();
      ending = true;
      listener.gone(this);
    }
  }

  private boolean write(Outbox.Item item, OutputStream out) throws IOException {
    return switch (item) {
      case Outbox.Item.Bytes(ByteBuffer content) -> {
        out.write(content.array(), content.arrayOffset(), content.remaining());
        yield true;
      }
      case Outbox.Item.HangUp _ -> {
        out.flush();
        yield false;
      }
      case Outbox.Item.Reset _ -> {
        out.flush();
        reset();
        yield false;
      }
    };
  }

  /** Reads one unfragmented frame and answers it; false if it was the last. */
  private boolean readFrame(Listener listener) throws IOException {
    int opcode = in.readUnsignedByte() & 0x0F;
    gate.pass();
    int lengthAndMask = in.readUnsignedByte();
    long length = lengthAndMask & LENGTH_MASK;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
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

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed in any case.
    }
  }
}
