package btcfeed.http.response;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The media ranges of a request's {@code Accept} header (RFC 9110, section 12.5.1).
 *
 * <p>The offer with the highest quality is chosen. The most specific range that matches an offer
 * gives its quality. Among equal qualities the more specific match wins, then the earlier offer.
 * Malformed ranges are skipped. Parameters other than {@code q} are ignored, because each format is
 * offered in one version.
 *
 * <p>Helidon's {@code bestAccepted} does not fit: a wildcard overrides {@code q=0} of a specific
 * type, and a malformed range is an exception.
 */
public record Accept(List<Range> ranges) {
  /** Further ranges are not read; no usual client sends as many. */
  private static final int MAX_RANGES = 32;

  private static final Accept ANYTHING = new Accept(List.of(new Range("*", "*", 1)));
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern RANGE = Pattern.compile("([^/;]+)/([^/;]*[^/;\\s])\\s*(;.*)?");
  private static final Pattern QUALITY = Pattern.compile(";\\s*q=([^;]*)");
  private static final Pattern QUALITY_VALUE = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  /** {@code type/subtype} with its quality, either part possibly {@code *}. */
  record Range(String type, String subtype, double quality) {
    private boolean matches(String offer) {
      int slash = offer.indexOf('/');
      return (type.equals("*") || type.equals(offer.substring(0, slash)))
          && (subtype.equals("*") || subtype.equals(offer.substring(slash + 1)));
    }

    private int specificity() {
      return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
    }
  }

  private record Match(String offer, Range range) {}

  public static Accept of(ServerRequest request) {
    return parse(request.headers().values(HeaderNames.ACCEPT));
  }

  /** True if the client accepts JSON. */
  public boolean takesJson() {
    return choose(List.of(Response.JSON)).isPresent();
  }

  /** Reads the values of all {@code Accept} fields; without a valid range, anything is accepted. */
  static Accept parse(List<String> fields) {
    List<Range> ranges =
        fields.stream()
            .flatMap(COMMA::splitAsStream)
            .limit(MAX_RANGES)
            .map(Accept::range)
            .flatMap(Optional::stream)
            .toList();
    return ranges.isEmpty() ? ANYTHING : new Accept(ranges);
  }

  /**
   * The offer the client prefers; empty if it accepts none of them.
   *
   * @param offers {@code type/subtype} in lower case, the preferred one of the server first
   */
  public Optional<String> choose(List<String> offers) {
    return offers.stream()
        .flatMap(offer -> mostSpecific(offer).map(range -> new Match(offer, range)).stream())
        .filter(match -> match.range().quality() > 0)
        .max(
            Comparator.comparingDouble((Match match) -> match.range().quality())
                .thenComparingInt(match -> match.range().specificity()))
        .map(Match::offer);
  }

  private Optional<Range> mostSpecific(String offer) {
    return ranges.stream()
        .filter(range -> range.matches(offer))
        .max(Comparator.comparingInt(Range::specificity));
  }

  private static Optional<Range> range(String text) {
    String range = text.strip().toLowerCase(Locale.ROOT);
    Matcher types = RANGE.matcher(range);
    Matcher given = QUALITY.matcher(range);
    String quality = given.find() ? given.group(1).strip() : "1";
    return types.matches() && QUALITY_VALUE.matcher(quality).matches()
        ? Optional.of(new Range(types.group(1), types.group(2), Double.parseDouble(quality)))
        : Optional.empty();
  }
}
