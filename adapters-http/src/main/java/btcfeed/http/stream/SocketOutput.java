package btcfeed.http.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.websocket.WsOpCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** The output of a WebSocket: complete frames per write, none after the close frame. Any thread. */
final class SocketOutput extends OutputStream {
  private static final int FINAL = 0x80;

  private final DataWriter writer;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  SocketOutput(DataWriter writer) {
    this.writer = writer;
  }

  @Override
  public void write(int b) throws IOException {
    throw new IOException("a frame has more than one byte");
  }

  @Override
  public void write(byte[] frames, int offset, int length) {
    lock.lock();
    try {
      if (!closed) {
        writer.writeNow(BufferData.create(frames, offset, length));
      }
    } finally {
      lock.unlock();
    }
  }

  void pong(byte[] payload) {
    byte[] frame = control(WsOpCode.PONG, payload);
    write(frame, 0, frame.length);
  }

  /** Sends the close frame; has no effect the second time. */
  void close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >>> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    byte[] frame = control(WsOpCode.CLOSE, payload);
    lock.lock();
    try {
      write(frame, 0, frame.length);
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] control(WsOpCode kind, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 2);
    frame.write(FINAL | kind.code());
    frame.write(payload.length);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }
}
