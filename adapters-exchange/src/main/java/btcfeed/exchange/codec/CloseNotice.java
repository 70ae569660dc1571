package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.exchange.input.InputLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the announcement of a close in a message of unknown type. Venues use many envelopes for it,
 * but the same few words. Only messages without trades are searched. A wrong match costs one new
 * connection.
 */
public final class CloseNotice {
  private static final Pattern WORDS =
      Pattern.compile(
          "re-?connect|about to (be )?close"
              + "|will (soon )?(be )?(close|disconnect|restart|shut ?down|terminat)"
              + "|going away|shutting down|server.?shutdown|service.?upgrade|soon be closed");

  private CloseNotice() {}

  /** Reports the announcement in a message without trades, else that the message is unknown. */
  public static void report(byte[] message, int length, Duration within, DecodeSink sink) {
    in(message, length)
        .ifPresentOrElse(
            text -> sink.plannedClose(text, within), () -> sink.bad(BadInput.UNKNOWN_MESSAGE));
  }

  /** The announcement and the text behind it, bounded; empty if there is none. */
  public static Optional<String> in(byte[] message, int length) {
    int searched = Math.min(length, 4 * InputLimits.DETAIL_BYTES);
    String text = new String(message, 0, searched, StandardCharsets.ISO_8859_1);
    Matcher words = WORDS.matcher(text.toLowerCase(Locale.ROOT));
    return words.find()
        ? Optional.of(
            text.substring(
                words.start(), Math.min(text.length(), words.start() + InputLimits.DETAIL_BYTES)))
        : Optional.empty();
  }
}
