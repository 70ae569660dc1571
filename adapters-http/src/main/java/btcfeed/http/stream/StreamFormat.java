package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How the stream's events are written down. Every result is whole: what is written piece by piece
 * is cut between events only.
 */
enum StreamFormat {
  /**
   * {@code text/event-stream}, as browsers read it and come back by themselves. Each event but the
   * first is a chunk of its own, as a {@link btcfeed.http.answer.StreamingBody} has them.
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
   * WebSocket frames, one for each event: {@code {"event":...,"id":...,"data":...}}. A server's
   * frames are not masked, so that one encoding does for every reader.
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

  /** An event with the place in the journal that it stands for. */
  abstract byte[] event(JournalId id, String name, String json);

  /** Nothing but how far the reader is, which keeps the line alive. */
  abstract byte[] place(JournalId id);

  /** What comes first. */
  abstract byte[] begin(JournalId id);

  /** Asks the client whether it is there, where there is such a question. */
  abstract byte[] ping();

  private static byte[] chunk(String text) {
    byte[] data = utf8(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 8);
    out.writeBytes(utf8(Integer.toHexString(data.length) + "\r\n"));
    out.writeBytes(data);
    out.writeBytes(utf8("\r\n"));
    return out.toByteArray();
  }

  /** RFC 6455, section 5.2: a text in one piece, its length in front. */
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
