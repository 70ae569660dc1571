package btcfeed.benchmarks.parts;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes one message of several that a venue sent, with all their trades in it: what it sends itself
 * when many come at once. The first message lends all that stands around the trades.
 */
final class Gathered {
  private static final int MEXC_DEALS = 314;
  private static final byte GZIP = 0x1f;

  private Gathered() {}

  /** One message for each {@code together} of these. */
  static List<OverheardVenue.Message> of(List<OverheardVenue.Message> single, int together)
      throws IOException {
    List<OverheardVenue.Message> gathered = new ArrayList<>();
    for (int from = 0; from + together <= single.size(); from += together) {
      List<byte[]> messages =
          single.subList(from, from + together).stream()
              .map(OverheardVenue.Message::bytes)
              .toList();
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

  /** JSON: the innermost array is that of the trades. */
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

  /** MEXC's Protocol Buffers: a field that is repeated may be written in parts. */
  private static byte[] deals(List<byte[]> messages) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    ByteArrayOutputStream deals = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      CodedInputStream in = CodedInputStream.newInstance(message);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == MEXC_DEALS) {
          deals.write(in.readByteArray());
        } else if (message == messages.getFirst()) {
          in.skipField(tag, out);
        } else {
          in.skipField(tag);
        }
      }
    }
    out.writeByteArray(MEXC_DEALS, deals.toByteArray());
    out.flush();
    return bytes.toByteArray();
  }
}
