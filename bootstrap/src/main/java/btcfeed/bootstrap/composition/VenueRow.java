package btcfeed.bootstrap.composition;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.VenueCodec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One row of the table that {@code btc-feed venues} prints.
 *
 * @param chosen true if {@code EXCHANGE} names it
 * @param repaired true if missing trades are fetched from there
 * @param lines to a venue
 * @param backfill how past trades are fetched, {@code by id} or {@code none}
 * @param codec empty if it lists none of the wanted markets
 * @param alternatives addresses that are tried if the first refuses the connection
 */
record VenueRow(
    Venue venue,
    boolean chosen,
    boolean repaired,
    int lines,
    String backfill,
    Optional<VenueCodec> codec,
    List<URI> alternatives) {
  private static final String LINE = "  %-1s %-18s %-18s %-11s %-11s %5s  %s%n";
  private static final String NONE = "-";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The rows for a person. */
  static String table(List<VenueRow> rows) {
    StringBuilder table = new StringBuilder();
    table.append(LINE.formatted("", "venue", "markets", "ids", "repair", "lines", "address"));
    for (VenueRow row : rows) {
      String repair = row.repair().orElse(NONE);
      table.append(
          LINE.formatted(
              row.chosen ? "*" : "",
              row.venue,
              row.markets().isEmpty() ? NONE : String.join(",", row.markets()),
              row.ids().orElse(NONE),
              row.repaired ? repair : "(" + repair + ")",
              row.codec.isPresent() ? row.lines : NONE,
              row.addresses()));
    }
    return table.toString();
  }

  /** The rows for a program: one JSON document, a venue on each line. */
  static String json(List<VenueRow> rows) {
    return rows.stream()
        .map(VenueRow::json)
        .collect(Collectors.joining(",\n  ", "{\"venues\":[\n  ", "\n]}"));
  }

  private String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("venue", venue.name());
    fields.put("chosen", chosen);
    fields.put("markets", markets());
    fields.put("address", address().orElse(null));
    fields.put("ids", ids().orElse(null));
    fields.put("repair", repair().orElse(null));
    fields.put("repaired", repaired && codec.isPresent());
    fields.put("lines", codec.isPresent() ? lines : 0);
    try {
      return MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private List<String> markets() {
    return codec.stream().flatMap(it -> it.symbols().stream()).map(Symbol::toString).toList();
  }

  private Optional<String> ids() {
    return codec.map(it -> it.continuity().text());
  }

  private Optional<String> repair() {
    return codec.map(_ -> backfill);
  }

  /** The address without user, password and query, which may be secret. */
  private Optional<String> address() {
    return codec
        .map(it -> it.subscription().uri())
        .map(uri -> uri.getScheme() + "://" + host(uri) + uri.getRawPath());
  }

  private static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  /** The address, and the hosts that are tried after it. */
  private String addresses() {
    String others = alternatives.stream().map(URI::getAuthority).collect(Collectors.joining(", "));
    return address()
        .map(first -> others.isEmpty() ? first : first + ", else " + others)
        .orElse(NONE);
  }
}
