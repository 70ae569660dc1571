package btcfeed.configuration;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A setting with its value, to be printed.
 *
 * @param value with secrets masked; empty if unset
 * @param source a description of where the value is from
 */
public record ConfigRow(String name, String value, String source) {
  private static final int WIDEST_VALUE = 60;

  /** The lines of a table of rows, with a heading. */
  public static List<String> table(List<ConfigRow> rows) {
    List<ConfigRow> all =
        Stream.concat(Stream.of(new ConfigRow("SETTING", "VALUE", "SOURCE")), rows.stream())
            .toList();
    int name = width(all, ConfigRow::name);
    int value = Math.min(WIDEST_VALUE, width(all, ConfigRow::shown));
    String line = "%-" + name + "s  %-" + value + "s  %s";
    return all.stream().map(row -> line.formatted(row.name, row.shown(), row.source)).toList();
  }

  private String shown() {
    return value.isEmpty() ? "(unset)" : value;
  }

  private static int width(List<ConfigRow> rows, Function<ConfigRow, String> column) {
    return rows.stream().map(column).mapToInt(String::length).max().orElse(0);
  }
}
