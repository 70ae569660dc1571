package btcfeed.http.api;

import btcfeed.domain.market.Symbol;
import io.helidon.common.parameters.Parameters;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query parameters of one request. Each is given once, and none that the path does not know:
 * with a misspelt one, a client would get an answer to another question.
 */
public final class QueryParameters {
  private final Parameters sent;

  /** A parameter is wrong. Leaves {@link #parse} as a {@link Parsed.Wrong}. */
  @SuppressWarnings("serial")
  private static final class Unfit extends RuntimeException {
    final String detail;

    Unfit(String detail) {
      super(detail, null, false, false);
      this.detail = detail;
    }
  }

  private QueryParameters(Parameters sent) {
    this.sent = sent;
  }

  /**
   * Reads a request.
   *
   * @param known every parameter of the path
   * @param query reads the parameters, by the methods of this class
   */
  public static <T> Parsed<T> parse(
      Parameters sent, List<String> known, Function<QueryParameters, T> query) {
    try {
      if (!known.containsAll(sent.names())) {
        throw new Unfit("there are the parameters " + String.join(", ", known) + ", and no others");
      }
      if (sent.names().stream().anyMatch(name -> sent.all(name, List::of).size() > 1)) {
        throw new Unfit("a parameter is given once");
      }
      return new Parsed.Fine<>(query.apply(new QueryParameters(sent)));
    } catch (Unfit unfit) {
      return new Parsed.Wrong<>(unfit.detail);
    }
  }

  /** The request cannot be answered, for this reason. */
  public static RuntimeException wrong(String detail) {
    return new Unfit(detail);
  }

  public Optional<String> text(String name) {
    return sent.first(name).asOptional();
  }

  /**
   * A parameter as a value.
   *
   * @param parse throws an {@link IllegalArgumentException} or {@link DateTimeException} for what
   *     is none
   * @param expected what is answered then
   */
  public <T> Optional<T> value(String name, Function<String, T> parse, String expected) {
    return text(name).map(text -> checked(text, parse, expected));
  }

  /** The same for a text from elsewhere, such as a header field. */
  public static <T> T checked(String text, Function<String, T> parse, String expected) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong(expected);
    }
  }

  /** {@code symbol}, in upper or lower case. */
  public Optional<Symbol> symbol() {
    return value(
        "symbol",
        text -> Symbol.parse(text.toUpperCase(Locale.ROOT)),
        "symbol is BASE-QUOTE, for example BTC-USDT");
  }

  /** {@code limit}: 1 to {@code most}, at most four digits. */
  int limit(int usual, int most) {
    int limit =
        text("limit")
            .map(text -> text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0)
            .orElse(usual);
    if (limit < 1 || limit > most) {
      throw wrong("limit is 1 to " + most);
    }
    return limit;
  }
}
