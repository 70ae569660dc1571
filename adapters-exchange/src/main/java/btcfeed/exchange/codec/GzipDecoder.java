package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks the messages of a venue that sends text as binary frames of gzip.
 *
 * <p>What unpacks to more than the longest message taken is given up there: a few bytes that would
 * become gigabytes cost no more than an ordinary message. One thread.
 */
public final class GzipDecoder implements FrameDecoder {
  private static final int USUAL_BYTES = 16 * 1024;

  private final FrameDecoder inner;
  private final int maxMessageBytes;
  private byte[] text = new byte[0];
  private int unpacked;

  /** Hands what it unpacks on to another. */
  public GzipDecoder(FrameDecoder inner, int maxMessageBytes) {
    this.inner = inner;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void decode(byte[] message, int length, Heard heard) {
    bad(heard, BadInput.WRONG_FRAME);
  }

  @Override
  public void decodeBinary(byte[] message, int length, Heard heard) {
    unpacked = 0;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(message, 0, length), bufferBytes(length))) {
      unpack(in);
      if (unpacked > maxMessageBytes) {
        bad(heard, BadInput.OVERSIZED);
      } else {
        inner.decode(text, unpacked, heard);
      }
    } catch (IOException _) {
      bad(heard, BadInput.MALFORMED);
    }
    release();
  }

  @Override
  public void decodeCutBinary(byte[] beginning, int length, Salvage salvage) {
    unpacked = 0;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(beginning, 0, length), bufferBytes(length))) {
      unpack(in);
    } catch (IOException _) {
      // As it must be: it ends early. What was unpacked until then is the text's beginning.
    }
    inner.decodeCut(text, unpacked, salvage);
    release();
  }

  /** Of packed bytes: no more than there are. */
  private static int bufferBytes(int length) {
    return Math.clamp(length, 1, USUAL_BYTES);
  }

  private void release() {
    if (text.length > USUAL_BYTES) {
      text = new byte[0];
    }
  }

  /** Unpacks into the buffer, at most one byte too much. */
  private void unpack(GZIPInputStream in) throws IOException {
    int most = (int) Math.min(maxMessageBytes + 1L, Integer.MAX_VALUE - 8);
    int at = 0;
    while (at < most) {
      if (at == text.length) {
        text = Arrays.copyOf(text, (int) Math.min(most, Math.max(USUAL_BYTES, at * 2L)));
      }
      int count = in.read(text, at, Math.min(text.length, most) - at);
      if (count < 0) {
        break;
      }
      at += count;
      unpacked = at;
    }
  }

  private static void bad(Heard heard, BadInput reason) {
    heard.bad(reason, Optional.empty());
  }
}
