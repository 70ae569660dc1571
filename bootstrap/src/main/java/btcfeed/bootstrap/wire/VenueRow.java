package btcfeed.bootstrap.wire;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueCodec;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One venue as it would be listened to.
 *
 * @param chosen true if {@code EXCHANGE} names it
 * @param asked true if what is missing is asked for there
 * @param lines how many there are meant to be to a venue
 * @param codec empty where it lists none of the markets wanted
 * @param otherDoors where it is tried if its address does not let us in
 */
record VenueRow(
    Venue venue,
    boolean chosen,
    boolean asked,
    int lines,
    Optional<VenueCodec> codec,
    List<URI> otherDoors) {
  private static final String LINE = "  %-1s %-18s %-18s %-9s %-11s %5s  %s%n";

  /** Rows for a person. */
  static String table(List<VenueRow> rows) {
    StringBuilder table = new StringBuilder();
    table.append(LINE.formatted("", "venue", "markets", "ids", "repair", "lines", "address"));
    for (VenueRow row : rows) {
      table.append(
          LINE.formatted(
              row.chosen ? "*" : "",
              row.venue,
              row.markets().isEmpty() ? "-" : String.join(",", row.markets()),
              row.ids(),
              row.asked ? row.repair() : "(" + row.repair() + ")",
              row.codec.isPresent() ? row.lines : "-",
              row.doors()));
    }
    return table.toString();
  }

  /** Rows for a program: one JSON document. */
  static String json(List<VenueRow> rows) {
    return rows.stream()
        .map(VenueRow::json)
        .collect(Collectors.joining(",\n  ", "{\"venues\":[\n  ", "\n]}"));
  }

  private String json() {
    String markets =
        markets().stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(","));
    return "{\"venue\":\"%s\",\"chosen\":%s,\"markets\":[%s],\"address\":%s,\"ids\":%s,\"repair\":%s,\"repaired\":%s,\"lines\":%d}"
        .formatted(
            venue,
            chosen,
            markets,
            textOrNull(address()),
            textOrNull(ids()),
            textOrNull(repair()),
            asked && codec.isPresent(),
            codec.isPresent() ? lines : 0);
  }

  private List<String> markets() {
    return codec.stream().flatMap(it -> it.symbols().stream()).map(Symbol::toString).toList();
  }

  private String ids() {
    return codec.map(it -> it.continuity().text()).orElse("-");
  }

  private String repair() {
    return codec.isPresent() ? Venues.of(venue.name()).backfill() : "-";
  }

  /** Without what may be a secret: user, password, query. */
  private String address() {
    return codec.map(it -> it.subscription().uri()).map(VenueRow::open).orElse("-");
  }

  /** With the hosts that are tried after it. */
  private String doors() {
    return codec.isEmpty() || otherDoors.isEmpty()
        ? address()
        : address()
            + otherDoors.stream()
                .map(URI::getAuthority)
                .collect(Collectors.joining(", ", ", else ", ""));
  }

  private static String open(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }

  private static String textOrNull(String text) {
    return text.equals("-") ? "null" : '"' + text + '"';
  }
}
