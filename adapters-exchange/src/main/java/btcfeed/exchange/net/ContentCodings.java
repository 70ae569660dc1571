package btcfeed.exchange.net;

import btcfeed.exchange.input.PayloadSample;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Decodes the {@code Content-Encoding} of a body. The header decides and not the request, because
 * some servers and proxies compress unasked.
 */
final class ContentCodings {
  /** Each coding may expand a thousandfold; a server has no reason for more than two. */
  private static final int MAX_CODINGS = 2;

  private ContentCodings() {}

  static InputStream decoded(InputStream body, Optional<String> contentEncoding)
      throws IOException {
    List<String> codings =
        Arrays.stream(contentEncoding.orElse("").split(",", -1))
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
            .toList();
    if (codings.size() > MAX_CODINGS) {
      throw new IOException("the body has more than " + MAX_CODINGS + " content codings");
    }
    InputStream decoded = body;
    for (String coding : codings.reversed()) {
      decoded = decoded(decoded, coding);
    }
    return decoded;
  }

  private static InputStream decoded(InputStream body, String coding) throws IOException {
    PushbackInputStream in = new PushbackInputStream(body, 2);
    byte[] start = in.readNBytes(2);
    in.unread(start);
    if (start.length == 0) {
      return in;
    }
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      // The standard means the zlib format, some servers send raw deflate data.
      case "deflate" -> new InflaterInputStream(in, new Inflater(/* nowrap= */ !isZlib(start)));
      default ->
          throw new IOException(
              "the body has the content coding '"
                  + PayloadSample.of(coding)
                  + "', which is not supported");
    };
  }

  /** RFC 1950: method 8 in the low four bits, and the first two bytes are a multiple of 31. */
  private static boolean isZlib(byte[] start) {
    return start.length == 2
        && (start[0] & 0x0F) == 8
        && (((start[0] & 0xFF) << 8) | (start[1] & 0xFF)) % 31 == 0;
  }
}
