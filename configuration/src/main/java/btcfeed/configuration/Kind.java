package btcfeed.configuration;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of value: how its text is read, and what to tell somebody whose text is not one.
 *
 * @param expected completes the sentence "expected ..."
 * @param reader empty for text that is not of this kind; never throws
 */
public record Kind<T>(String expected, Function<String, Optional<T>> reader) {
  /** No value is longer; what is, is of no kind. */
  public static final int MAX_LENGTH = 4096;

  /** Reads a value; empty if the text is not of this kind. */
  public Optional<T> read(String text) {
    return text.length() > MAX_LENGTH ? Optional.empty() : reader.apply(text);
  }
}
