package btcfeed.exchange.history;

import btcfeed.exchange.json.ByteDictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a venue writes a history page and a refusal. A {@link PageReader} reads both.
 *
 * @param outer the members of the body
 * @param inner the members of a {@link Part#INNER} object
 * @param success the status of a page that is no refusal; empty if pages have no status
 * @param row how one trade is written
 * @param noSuchMarket the refusals that last, in small letters: a code or a part of the text. Each
 *     of them says plainly that the venue does not know the market.
 */
public record PageFormat(
    ByteDictionary<Part> outer,
    ByteDictionary<Part> inner,
    String success,
    RowFormat row,
    List<String> noSuchMarket) {

  /** What a member of the body is for. */
  public enum Part {
    /** A code that tells a page from a refusal, or one refusal from another. */
    STATUS,
    /** The reason of a refusal, for people: text, or an array of texts. */
    DETAIL,
    /** An object, or an array of objects, with further members. */
    INNER,
    /** The array of trades. */
    ROWS,
    OTHER
  }

  private static final Map<String, Part> REFUSAL =
      Map.of(
          "code", Part.STATUS,
          "msg", Part.DETAIL,
          "message", Part.DETAIL,
          "reason", Part.DETAIL,
          "label", Part.DETAIL,
          "error", Part.DETAIL);

  public PageFormat {
    noSuchMarket = noSuchMarket.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  /** A page is an array of trades; anything else is a refusal. */
  public static PageFormat array(RowFormat row, String... noSuchMarket) {
    return new PageFormat(
        named(REFUSAL), named(Map.of()), /* success= */ "", row, List.of(noSuchMarket));
  }

  /**
   * A page is an object.
   *
   * @param parts its members, besides the usual ones of a refusal
   * @param inner the members of the objects in it
   */
  public static PageFormat object(
      Map<String, Part> parts,
      ByteDictionary<Part> inner,
      String success,
      RowFormat row,
      String... noSuchMarket) {
    Map<String, Part> outer = new HashMap<>(REFUSAL);
    outer.putAll(parts);
    return new PageFormat(named(outer), inner, success, row, List.of(noSuchMarket));
  }

  /** A dictionary of parts. */
  public static ByteDictionary<Part> named(Map<String, Part> parts) {
    return new ByteDictionary<>(parts, Part.OTHER);
  }
}
