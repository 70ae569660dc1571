package btcfeed.exchange.codec;

import btcfeed.exchange.input.InputLimits;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the announcement that a connection will be closed in a message that is otherwise unknown.
 * Venues announce it in ever new envelopes, but in the same few words. Only messages without any
 * trade are asked; a wrong guess costs one fresh connection.
 */
public final class CloseNotice {
  private static final Pattern WORDS =
      Pattern.compile(
          "re-?connect|about to (be )?close"
              + "|will (soon )?(be )?(close|disconnect|restart|shut ?down|terminat)"
              + "|going away|shutting down|server.?shutdown|service.?upgrade|soon be closed");

  private CloseNotice() {}

  /** The words that announce it and what follows them, bounded; empty if there are none. */
  public static Optional<String> in(byte[] message, int length) {
    int looked = Math.min(length, 4 * InputLimits.DETAIL_BYTES);
    String text = new String(message, 0, looked, StandardCharsets.ISO_8859_1);
    Matcher words = WORDS.matcher(text.toLowerCase(Locale.ROOT));
    return words.find()
        ? Optional.of(
            text.substring(
                words.start(), Math.min(text.length(), words.start() + InputLimits.DETAIL_BYTES)))
        : Optional.empty();
  }
}
