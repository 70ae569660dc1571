package btcfeed.http.answer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client says it can read, by RFC 9110: media ranges with qualities.
 *
 * <p>Of several offers the one with the highest quality is chosen, where the most specific range
 * that matches an offer gives its quality; between equals the one that was named more exactly, and
 * then the one offered first. Parameters other than {@code q} are ignored: each of our formats
 * exists in one version, and it is better to answer with it than to refuse. Ranges that cannot be
 * understood are skipped, and a header without any other means anything.
 */
public record Accept(List<Range> ranges) {
  /** More ranges than any client sends; the rest is not read. */
  private static final int MAX_RANGES = 32;

  private static final Accept ANYTHING = new Accept(List.of(new Range("*", "*", 1)));

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

  /** What the client of a request says. */
  public static Accept of(ServerRequest request) {
    return parse(request.headers().values(HeaderNames.ACCEPT));
  }

  /** True if it can read JSON. */
  public boolean takesJson() {
    return choose(List.of(Response.JSON)).isPresent();
  }

  /** Reads the values of all {@code Accept} fields of a request; none means anything. */
  static Accept parse(List<String> fields) {
    List<Range> ranges =
        fields.stream()
            .flatMap(field -> List.of(field.split(",")).stream())
            .limit(MAX_RANGES)
            .map(Accept::range)
            .flatMap(Optional::stream)
            .toList();
    return ranges.isEmpty() ? ANYTHING : new Accept(ranges);
  }

  /**
   * The offer this client likes best; empty if it can read none of them.
   *
   * @param offers {@code type/subtype} in lower case, ours first
   */
  public Optional<String> choose(List<String> offers) {
    List<Match> matches = new ArrayList<>();
    for (String offer : offers) {
      best(offer)
          .filter(range -> range.quality() > 0)
          .ifPresent(r -> matches.add(new Match(offer, r)));
    }
    Optional<Match> winner = Optional.empty();
    for (Match match : matches) {
      if (winner.isEmpty() || match.beats(winner.get())) {
        winner = Optional.of(match);
      }
    }
    return winner.map(Match::offer);
  }

  private record Match(String offer, Range range) {
    boolean beats(Match other) {
      int byQuality = Double.compare(range.quality(), other.range.quality());
      return byQuality > 0 || (byQuality == 0 && range.specificity() > other.range.specificity());
    }
  }

  private Optional<Range> best(String offer) {
    Optional<Range> best = Optional.empty();
    for (Range range : ranges) {
      if (range.matches(offer)
          && (best.isEmpty() || range.specificity() > best.get().specificity())) {
        best = Optional.of(range);
      }
    }
    return best;
  }

  private static Optional<Range> range(String text) {
    String[] parts = text.split(";", -1);
    String[] types = parts[0].strip().toLowerCase(Locale.ROOT).split("/", -1);
    if (types.length != 2 || types[0].isEmpty() || types[1].isEmpty()) {
      return Optional.empty();
    }
    return quality(parts).map(quality -> new Range(types[0], types[1], quality));
  }

  private static Optional<Double> quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        return parseQuality(parameter.substring(2).strip());
      }
    }
    return Optional.of(1.0);
  }

  private static Optional<Double> parseQuality(String text) {
    boolean plain = text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
    return plain ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }
}
