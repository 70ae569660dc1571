package btcfeed.http.api;

import btcfeed.domain.market.Symbol;
import btcfeed.http.response.Problem.BadRequest;
import io.helidon.common.parameters.Parameters;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The query parameters of one request. Every method throws {@link BadRequest} for invalid values.
 *
 * <p>Unknown and repeated parameters are rejected, because a client that misspells a name would
 * otherwise get the response to a different request.
 */
public final class QueryParameters {
  private final Parameters sent;

  /**
   * Checks the names.
   *
   * @param known every parameter of the path
   */
  public QueryParameters(Parameters sent, List<String> known) {
    if (!known.containsAll(sent.names())) {
      throw new BadRequest("the only parameters are " + String.join(", ", known));
    }
    if (sent.names().stream().anyMatch(name -> sent.all(name, List::of).size() > 1)) {
      throw new BadRequest("each parameter may be given only once");
    }
    this.sent = sent;
  }

  public Optional<String> text(String name) {
    return sent.first(name).asOptional();
  }

  /**
   * A parameter as a value.
   *
   * @param parse throws {@link IllegalArgumentException} or {@link DateTimeException} for invalid
   *     text
   * @param expected the error text in that case
   */
  public <T> Optional<T> value(String name, Function<String, T> parse, String expected) {
    return text(name).map(text -> parsed(text, parse, expected));
  }

  /** The same for text from elsewhere, such as a header field. */
  public static <T> T parsed(String text, Function<String, T> parse, String expected) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BadRequest(expected);
    }
  }

  /** {@code symbol}, in upper or lower case. */
  public Optional<Symbol> symbol() {
    return value(
        "symbol",
        text -> Symbol.parse(text.toUpperCase(Locale.ROOT)),
        "symbol must be BASE-QUOTE, for example BTC-USDT");
  }

  /** {@code limit}: 1 to {@code most}, at most four digits. */
  int limit(int usual, int most) {
    int limit =
        text("limit")
            .map(text -> text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0)
            .orElse(usual);
    if (limit < 1 || limit > most) {
      throw new BadRequest("limit must be 1 to " + most);
    }
    return limit;
  }
}
