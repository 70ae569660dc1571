package btcfeed.simulator;

import java.util.Arrays;
import java.util.List;

/** Messages as WebSocket frames, one behind the other, until they are taken. One thread. */
final class FrameBuffer implements MessageSink {
  private static final int FIRST_BYTES = 1024;

  private byte[] frames = new byte[FIRST_BYTES];
  private int length;
  private List<Integer> cuts = List.of();

  /** Where messages are cut into several frames from now on; nowhere if empty. */
  void cut(List<Integer> where) {
    cuts = where;
  }

  @Override
  public void message(int opcode, byte[] payload, int bytes) {
    if (cuts.isEmpty()) {
      reserve(Frames.MAX_HEADER_BYTES + bytes);
      int at = Frames.header(frames, length, opcode, bytes);
      System.arraycopy(payload, 0, frames, at, bytes);
      length = at + bytes;
    } else {
      byte[] cut = Frames.fragments(opcode, Arrays.copyOf(payload, bytes), cuts);
      reserve(cut.length);
      System.arraycopy(cut, 0, frames, length, cut.length);
      length += cut.length;
    }
  }

  /** Bytes of the frames that wait. */
  int length() {
    return length;
  }

  /** The frames that wait, {@link #length} bytes of it; begins anew. */
  byte[] take() {
    byte[] taken = frames;
    frames = new byte[Math.min(taken.length, 64 * FIRST_BYTES)];
    length = 0;
    return taken;
  }

  private void reserve(int bytes) {
    if (frames.length - length < bytes) {
      frames = Arrays.copyOf(frames, Math.max(2 * frames.length, length + bytes));
    }
  }
}
