package btcfeed.simulator;

import java.util.Arrays;
import java.util.List;

/** Collects messages as WebSocket frames until they are sent. One thread. */
final class FrameBuffer implements MessageSink {
  private static final int FIRST_BYTES = 1024;

  private byte[] frames = new byte[FIRST_BYTES];
  private int length;
  private List<Integer> cuts = List.of();

  /** Cuts later messages into frames that end at these bytes; an empty list cuts nothing. */
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

  /** The size of the collected frames in bytes. */
  int length() {
    return length;
  }

  /** Removes the collected frames: the first {@link #length} bytes of the result. */
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
