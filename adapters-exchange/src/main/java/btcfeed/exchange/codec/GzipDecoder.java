package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;

/**
 * Decompresses the messages of a venue that sends text in binary frames of gzip.
 *
 * <p>Decompression stops at the longest message that is accepted, so that a few bytes cannot become
 * gigabytes. One thread, except {@link #close}.
 */
public final class GzipDecoder implements FrameDecoder {
  private final FrameDecoder inner;
  private final Gunzip gunzip;
  private boolean closed;

  /** Passes the decompressed messages to another decoder. */
  public GzipDecoder(FrameDecoder inner, int maxMessageBytes) {
    this.inner = inner;
    this.gunzip = new Gunzip(maxMessageBytes);
  }

  @Override
  public void decode(byte[] message, int length, DecodeSink sink) {
    sink.bad(BadInput.WRONG_FRAME);
  }

  @Override
  public synchronized void decodeBinary(byte[] message, int length, DecodeSink sink) {
    if (closed) {
      return;
    }
    switch (gunzip.unpack(message, length)) {
      case WHOLE -> inner.decode(gunzip.bytes(), gunzip.count(), sink);
      case DAMAGED -> sink.bad(BadInput.MALFORMED);
      case TOO_LONG -> sink.bad(BadInput.OVERSIZED);
    }
  }

  @Override
  public synchronized void decodeCutBinary(byte[] beginning, int length, PartialDecodeSink sink) {
    if (closed) {
      return;
    }
    // The input ends early. What was decompressed until then is the beginning of the text.
    var _ = gunzip.unpack(beginning, length);
    inner.decodeCut(gunzip.bytes(), gunzip.count(), sink);
  }

  @Override
  public synchronized void close() {
    closed = true;
    gunzip.close();
    inner.close();
  }
}
