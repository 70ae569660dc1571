package btcfeed.configuration;

import java.util.Optional;
import java.util.function.Function;

/**
 * A type of value: how its text is parsed, and what an error message expects.
 *
 * @param expected completes the sentence "expected ..."
 * @param secrecy how much of a value is shown
 * @param reader empty for invalid text; never throws
 */
public record Kind<T>(String expected, Secrecy secrecy, Function<String, Optional<T>> reader) {
  /** The longest valid text. */
  public static final int MAX_LENGTH = 4096;

  /** A kind of values that are shown. */
  Kind(String expected, Function<String, Optional<T>> reader) {
    this(expected, Secrecy.OPEN, reader);
  }

  /** Parses a text; empty if it is invalid. */
  public Optional<T> read(String text) {
    return text.length() > MAX_LENGTH ? Optional.empty() : reader.apply(text);
  }
}
