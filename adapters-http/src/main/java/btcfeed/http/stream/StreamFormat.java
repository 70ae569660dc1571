package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** An encoding of the stream's events. Every result is a complete chunk or frame. */
enum StreamFormat {
  /**
   * {@code text/event-stream}, which browsers read and resume by themselves. Each event except the
   * first is an HTTP chunk, as {@link btcfeed.http.response.StreamingBody} requires.
   */
  EVENTS {
    @Override
    byte[] event(JournalId id, String name, String json) {
      return chunk("id: " + id + "\nevent: " + name + "\ndata: " + json + "\n\n");
    }

    @Override
    byte[] place(JournalId id) {
      return chunk("id: " + id + "\n\n");
    }

    @Override
    byte[] begin(JournalId id) {
      return utf8("retry: 1000\nid: " + id + "\n\n");
    }

    @Override
    byte[] ping() {
      return new byte[0];
    }
  },

  /**
   * WebSocket frames, one per event: {@code {"event":...,"id":...,"data":...}}. A server does not
   * mask frames, so one encoding serves every reader.
   */
  MESSAGES {
    @Override
    byte[] event(JournalId id, String name, String json) {
      return frame("{\"event\":\"" + name + "\",\"id\":\"" + id + "\",\"data\":" + json + "}");
    }

    @Override
    byte[] place(JournalId id) {
      return frame("{\"event\":\"place\",\"id\":\"" + id + "\"}");
    }

    @Override
    byte[] begin(JournalId id) {
      return place(id);
    }

    @Override
    byte[] ping() {
      return new byte[] {(byte) PING, 0};
    }
  };

  private static final int WHOLE_TEXT = 0x81;
  private static final int PING = 0x89;
  private static final int LENGTH_IN_TWO = 126;
  private static final int LENGTH_IN_EIGHT = 127;

  /** An event with its position in the journal. */
  abstract byte[] event(JournalId id, String name, String json);

  /** Only the reader's position, which keeps the connection alive. */
  abstract byte[] place(JournalId id);

  /** The first bytes of the stream. */
  abstract byte[] begin(JournalId id);

  /** A ping, if the format has one. */
  abstract byte[] ping();

  private static byte[] chunk(String text) {
    byte[] data = utf8(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 8);
    out.writeBytes(utf8(Integer.toHexString(data.length) + "\r\n"));
    out.writeBytes(data);
    out.writeBytes(utf8("\r\n"));
    return out.toByteArray();
  }

  /** A text frame in one piece (RFC 6455, section 5.2). */
  private static byte[] frame(String text) {
    byte[] payload = utf8(text);
    int length = payload.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 10);
    out.write(WHOLE_TEXT);
    if (length < LENGTH_IN_TWO) {
      out.write(length);
    } else if (length < 1 << 16) {
      out.write(LENGTH_IN_TWO);
      out.write(length >>> 8);
      out.write(length);
    } else {
      out.write(LENGTH_IN_EIGHT);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) length >>> shift));
      }
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
