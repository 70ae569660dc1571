package btcfeed.bootstrap.config;

import java.util.List;

/** The configuration as a table for a person: name, value, where it came from. */
public final class PrintedConfig {
  private static final int WIDEST_VALUE = 60;

  private PrintedConfig() {}

  /** Lines of the table, the heading first. */
  public static List<String> lines(List<ConfigRow> rows) {
    int name = width(rows.stream().map(ConfigRow::name).toList());
    int value = Math.min(WIDEST_VALUE, width(rows.stream().map(PrintedConfig::value).toList()));
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(line(name, "SETTING", value, "VALUE", "SOURCE")),
            rows.stream().map(row -> line(name, row.name(), value, value(row), row.source())))
        .toList();
  }

  private static String value(ConfigRow row) {
    return row.value().isEmpty() ? "(unset)" : row.value();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String line(
      int nameWidth, String name, int valueWidth, String value, String source) {
    return pad(name, nameWidth) + "  " + pad(value, valueWidth) + "  " + source;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
