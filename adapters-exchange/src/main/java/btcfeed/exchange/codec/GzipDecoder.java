package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import java.util.Optional;

/**
 * Unpacks the messages of a venue that sends text as binary frames of gzip.
 *
 * <p>What unpacks to more than the longest message taken is given up there: a few bytes that would
 * become gigabytes cost no more than an ordinary message. One thread, but for {@link #close}.
 */
public final class GzipDecoder implements FrameDecoder {
  private final FrameDecoder inner;
  private final Gunzip gunzip;
  private boolean closed;

  /** Hands what it unpacks on to another. */
  public GzipDecoder(FrameDecoder inner, int maxMessageBytes) {
    this.inner = inner;
    this.gunzip = new Gunzip(maxMessageBytes);
  }

  @Override
  public void decode(byte[] message, int length, DecodeSink heard) {
    bad(heard, BadInput.WRONG_FRAME);
  }

  @Override
  public synchronized void decodeBinary(byte[] message, int length, DecodeSink heard) {
    if (closed) {
      return;
    }
    switch (gunzip.unpack(message, length)) {
      case WHOLE -> inner.decode(gunzip.bytes(), gunzip.count(), heard);
      case DAMAGED -> bad(heard, BadInput.MALFORMED);
      case TOO_LONG -> bad(heard, BadInput.OVERSIZED);
    }
  }

  @Override
  public synchronized void decodeCutBinary(
      byte[] beginning, int length, PartialDecodeSink salvage) {
    if (closed) {
      return;
    }
    // It ends early, as it must. What was unpacked until then is the text's beginning.
    var _ = gunzip.unpack(beginning, length);
    inner.decodeCut(gunzip.bytes(), gunzip.count(), salvage);
  }

  @Override
  public synchronized void close() {
    closed = true;
    gunzip.close();
    inner.close();
  }

  private static void bad(DecodeSink heard, BadInput reason) {
    heard.bad(reason, Optional.empty());
  }
}
