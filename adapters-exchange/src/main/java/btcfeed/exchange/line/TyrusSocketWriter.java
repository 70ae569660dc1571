package btcfeed.exchange.line;

import btcfeed.domain.time.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/** Writes the frames of Tyrus to the socket, one at a time. Any thread. */
final class TyrusSocketWriter extends Writer {
  private static final int CLOSE_OPCODE = 0x88;
  private static final int MASKED = 0x80;

  private final OutputStream out;
  private final Clock clock;
  private final ReentrantLock writing = new ReentrantLock();
  private boolean closeSent;
  private volatile boolean closed;

  TyrusSocketWriter(OutputStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
    writing.lock();
    try {
      if (closeSent || closed) {
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
   * Sends a close frame as the last frame. It bypasses Tyrus, which stops delivering messages once
   * it has sent one itself: so what the venue had already sent still arrives.
   */
  void sendClose(int code) {
    writing.lock();
    try {
      if (!closeSent && !closed) {
        closeSent = true;
        int mask = (int) clock.nanos();
        ByteBuffer frame = ByteBuffer.allocate(8);
        frame.put((byte) CLOSE_OPCODE).put((byte) (MASKED | 2)).putInt(mask);
        frame.putShort((short) (code ^ (mask >>> 16)));
        out.write(frame.array());
        out.flush();
      }
    } catch (IOException _) {
      // The venue closed the connection first.
    } finally {
      writing.unlock();
    }
  }

  /** Called by Tyrus when it needs the connection no more. The transport closes the socket. */
  @Override
  public void close() {
    closed = true;
  }

  /** True once Tyrus needs the connection no more. */
  boolean closed() {
    return closed;
  }
}
