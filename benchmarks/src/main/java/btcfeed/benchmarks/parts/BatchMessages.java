package btcfeed.benchmarks.parts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Combines several messages of a venue into one with all their trades, as a venue does at high
 * rates. The text around the trades is that of one message.
 */
final class BatchMessages {
  private static final int NESTED = 2;
  private static final int MEXC_DEALS = (314 << 3) | NESTED;
  private static final byte GZIP = 0x1f;

  private BatchMessages() {}

  /** One message for each {@code together} messages. */
  static List<CapturedVenue.Message> of(List<CapturedVenue.Message> single, int together)
      throws IOException {
    List<CapturedVenue.Message> gathered = new ArrayList<>();
    for (int from = 0; from + together <= single.size(); from += together) {
      List<byte[]> messages =
          single.subList(from, from + together).stream().map(CapturedVenue.Message::bytes).toList();
      gathered.add(single.get(from).withBytes(gather(messages)));
    }
    return gathered;
  }

  private static byte[] gather(List<byte[]> messages) throws IOException {
    byte first = messages.getFirst()[0];
    if (first == '{') {
      return rows(messages);
    }
    if (first != GZIP) {
      return deals(messages);
    }
    List<byte[]> texts = new ArrayList<>();
    for (byte[] message : messages) {
      texts.add(new GZIPInputStream(new ByteArrayInputStream(message)).readAllBytes());
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(rows(texts));
    }
    return packed.toByteArray();
  }

  /** JSON, where the innermost array has the trades. */
  private static byte[] rows(List<byte[]> messages) {
    List<String> texts =
        messages.stream().map(message -> new String(message, StandardCharsets.UTF_8)).toList();
    String first = texts.getFirst();
    String rows =
        texts.stream()
            .map(text -> text.substring(from(text), to(text)))
            .collect(Collectors.joining(","));
    return (first.substring(0, from(first)) + rows + first.substring(to(first)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static int from(String text) {
    return text.lastIndexOf("[{") + 1;
  }

  private static int to(String text) {
    return text.indexOf("}]", from(text)) + 1;
  }

  /**
   * MEXC's Protocol Buffers: the other fields of the last message, then one body with all deals.
   */
  private static byte[] deals(List<byte[]> messages) {
    ByteArrayOutputStream around = new ByteArrayOutputStream();
    ByteArrayOutputStream deals = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      around.reset();
      ByteBuffer in = ByteBuffer.wrap(message);
      while (in.hasRemaining()) {
        int from = in.position();
        int tag = number(in);
        int value = number(in);
        int to = in.position() + ((tag & 7) == NESTED ? value : 0);
        if (tag == MEXC_DEALS) {
          deals.write(message, in.position(), value);
        } else {
          around.write(message, from, to - from);
        }
        in.position(to);
      }
    }
    write(MEXC_DEALS, around);
    write(deals.size(), around);
    around.writeBytes(deals.toByteArray());
    return around.toByteArray();
  }

  /** Reads a varint: seven bits per byte, lowest first, cut to an {@code int}. */
  private static int number(ByteBuffer in) {
    int number = 0;
    byte bits;
    int shift = 0;
    do {
      bits = in.get();
      number |= shift < Integer.SIZE ? (bits & 0x7F) << shift : 0;
      shift += 7;
    } while (bits < 0);
    return number;
  }

  private static void write(int number, ByteArrayOutputStream out) {
    int rest = number;
    while (rest > 0x7F) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
