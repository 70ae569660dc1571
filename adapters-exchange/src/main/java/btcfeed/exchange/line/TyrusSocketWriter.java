package btcfeed.exchange.line;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Where Tyrus writes its frames: straight to the socket, one at a time. Any thread.
 *
 * <p>{@link #leave} sends a close frame past Tyrus, which would stop delivering the moment it sent
 * one itself: so what the venue had on its way still arrives.
 */
final class TyrusSocketWriter extends Writer {
  private static final int CLOSE_OPCODE = 0x88;
  private static final int MASKED = 0x80;

  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private boolean left;
  private volatile boolean closed;

  TyrusSocketWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
    writing.lock();
    try {
      if (left || closed) {
        handler.failed(new IOException("the connection is closing"));
        return;
      }
      out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
      out.flush();
      handler.completed(frame);
    } catch (IOException e) {
      handler.failed(e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Says goodbye; nothing is written after it.
   *
   * @param mask any number: it only has to differ from frame to frame
   */
  void leave(int code, int mask) {
    writing.lock();
    try {
      if (!left && !closed) {
        left = true;
        ByteBuffer frame = ByteBuffer.allocate(8);
        frame.put((byte) CLOSE_OPCODE).put((byte) (MASKED | 2)).putInt(mask);
        frame.putShort((short) (code ^ (mask >>> 16)));
        out.write(frame.array());
        out.flush();
      }
    } catch (IOException e) {
      // Then the venue has left before us.
    } finally {
      writing.unlock();
    }
  }

  /** Called by Tyrus when it has no more use for the connection. The wire closes the socket. */
  @Override
  public void close() {
    closed = true;
  }

  /** True once Tyrus is done with this connection. */
  boolean closed() {
    return closed;
  }
}
