package btcfeed.exchange.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses messages of gzip (RFC 1952) with one inflater and one buffer. The library's stream
 * makes new ones for each message, which costs more than the message. One thread at a time; holds
 * memory outside the heap until it is closed.
 */
final class Gunzip implements AutoCloseable {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int USUAL_BYTES = 16 * 1024;
  private static final int FIXED_HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final Inflater inflater = new Inflater(/* nowrap= */ true);
  private final CRC32 checksum = new CRC32();
  private final int most;
  private byte[] text = new byte[USUAL_BYTES];
  private int count;
  // Of the packed message: how far it was read.
  private int at;

  /** What came of a message. */
  enum Outcome {
    WHOLE,
    /** It is no gzip, ends early, or does not fit its checksum. */
    DAMAGED,
    /** More than is taken. */
    TOO_LONG
  }

  /** Gives up what unpacks to more bytes than this. */
  Gunzip(int mostBytes) {
    most = Math.min(mostBytes, Integer.MAX_VALUE - 9);
  }

  /** Unpacks a message. Of one that is not whole, what could be unpacked is there all the same. */
  Outcome unpack(byte[] packed, int length) {
    if (text.length > USUAL_BYTES) {
      text = new byte[USUAL_BYTES];
    }
    count = 0;
    at = 0;
    Outcome outcome;
    do {
      outcome = member(packed, length);
    } while (outcome == Outcome.WHOLE && at < length);
    return outcome;
  }

  /** What was unpacked last, up to {@link #count}; good until the next message. */
  byte[] bytes() {
    return text;
  }

  int count() {
    return count;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private Outcome member(byte[] packed, int length) {
    if (!passHeader(packed, length)) {
      return Outcome.DAMAGED;
    }
    int from = count;
    inflater.reset();
    inflater.setInput(packed, at, length - at);
    while (!inflater.finished()) {
      if (!inflateSome()) {
        return Outcome.DAMAGED;
      }
      if (count > most) {
        return Outcome.TOO_LONG;
      }
    }
    at = length - inflater.getRemaining();
    return passTrailer(packed, length, from) ? Outcome.WHOLE : Outcome.DAMAGED;
  }

  /** Unpacks into the buffer, at most one byte too much; false if nothing more can be unpacked. */
  private boolean inflateSome() {
    if (count == text.length) {
      text = Arrays.copyOf(text, (int) Math.min(most + 1L, count * 2L));
    }
    try {
      int some = inflater.inflate(text, count, Math.min(text.length, most + 1) - count);
      count += some;
      return some > 0 || inflater.finished();
    } catch (DataFormatException _) {
      return false;
    }
  }

  private boolean passHeader(byte[] packed, int length) {
    if (length - at < FIXED_HEADER_BYTES
        || packed[at] != 0x1f
        || packed[at + 1] != (byte) 0x8b
        || packed[at + 2] != DEFLATE) {
      return false;
    }
    int flags = packed[at + 3];
    at += FIXED_HEADER_BYTES;
    if ((flags & EXTRA) != 0) {
      at += length - at < 2 ? 2 : 2 + (packed[at] & 0xff) + ((packed[at + 1] & 0xff) << 8);
    }
    for (int texts = Integer.bitCount(flags & (NAME | COMMENT)); texts > 0; texts--) {
      while (at < length && packed[at] != 0) {
        at++;
      }
      at++;
    }
    at += (flags & HEADER_CHECKSUM) != 0 ? 2 : 0;
    return at <= length;
  }

  private boolean passTrailer(byte[] packed, int length, int from) {
    if (length - at < TRAILER_BYTES) {
      return false;
    }
    checksum.reset();
    checksum.update(text, from, count - from);
    boolean right =
        (int) INTS.get(packed, at) == (int) checksum.getValue()
            && (int) INTS.get(packed, at + 4) == count - from;
    at += TRAILER_BYTES;
    return right;
  }
}
