package btcfeed.exchange.venue;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A message with one deal, written field by field. Its {@link #text} stands for it where samples
 * are text.
 */
record MexcFrame(String symbol, String price, String quantity, long side, long time, String id) {
  private static final String MARK = "one deal:";
  private static final int NONE = -1;

  static boolean isOne(String text) {
    return text.startsWith(MARK);
  }

  static MexcFrame parse(String text) {
    String[] parts = text.substring(MARK.length()).split("\\|", -1);
    return new MexcFrame(
        parts[0], parts[1], parts[2], Long.parseLong(parts[3]), Long.parseLong(parts[4]), parts[5]);
  }

  String text() {
    return MARK + String.join("|", symbol, price, quantity, side + "", time + "", id);
  }

  MexcFrame withSymbol(String other) {
    return new MexcFrame(other, price, quantity, side, time, id);
  }

  MexcFrame withPrice(String other) {
    return new MexcFrame(symbol, other, quantity, side, time, id);
  }

  MexcFrame withQuantity(String other) {
    return new MexcFrame(symbol, price, other, side, time, id);
  }

  MexcFrame withSide(long other) {
    return new MexcFrame(symbol, price, quantity, other, time, id);
  }

  MexcFrame withTime(long other) {
    return new MexcFrame(symbol, price, quantity, side, other, id);
  }

  MexcFrame withId(String other) {
    return new MexcFrame(symbol, price, quantity, side, time, other);
  }

  byte[] bytes() {
    return message(NONE, NONE, NONE);
  }

  byte[] without(int field) {
    return message(field, NONE, NONE);
  }

  byte[] ofAnotherKind(int field) {
    return message(NONE, field, NONE);
  }

  byte[] withAStranger() {
    return message(NONE, NONE, 9);
  }

  /** With the channel before the deals, and the symbol behind them. */
  byte[] behindItsChannel(String channel) {
    return behindItsChannel(channel, NONE);
  }

  byte[] behindItsChannel(String channel, int stranger) {
    byte[] deals = deals(NONE, NONE, stranger);
    return written(
        out -> {
          out.writeString(1, channel);
          out.writeByteArray(314, deals);
          out.writeRawBytes(afterTheBody());
        });
  }

  /** What stands behind the deals there. */
  byte[] afterTheBody() {
    return written(
        out -> {
          out.writeString(3, symbol);
          out.writeInt64(6, time);
        });
  }

  private byte[] message(int without, int another, int stranger) {
    byte[] deals = deals(without, another, stranger);
    return written(
        out -> {
          out.writeByteArray(314, deals);
          out.writeString(1, "spot@public");
          out.writeString(3, symbol);
          out.writeInt64(6, time);
        });
  }

  private byte[] deals(int without, int another, int stranger) {
    byte[] deal =
        written(
            out -> {
              text(out, 1, price, without, another);
              text(out, 2, quantity, without, another);
              number(out, 3, side, without, another);
              number(out, 4, time, without, another);
              text(out, 5, id, without, another);
              if (stranger != NONE) {
                out.writeString(stranger, "unheard of");
              }
            });
    return written(out -> out.writeByteArray(1, deal));
  }

  private static void text(CodedOutputStream out, int field, String value, int without, int another)
      throws IOException {
    if (field == another) {
      out.writeInt64(field, 1);
    } else if (field != without) {
      out.writeByteArray(field, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void number(CodedOutputStream out, int field, long value, int without, int another)
      throws IOException {
    if (field == another) {
      out.writeString(field, "1");
    } else if (field != without) {
      out.writeInt64(field, value);
    }
  }

  static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }
}
