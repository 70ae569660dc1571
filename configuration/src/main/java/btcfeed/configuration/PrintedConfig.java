package btcfeed.configuration;

import java.util.ArrayList;
import java.util.List;

/** The configuration as a printed table of name, value and source. */
public final class PrintedConfig {
  private static final int WIDEST_VALUE = 60;

  private PrintedConfig() {}

  /** The lines of the table, with a heading. */
  public static List<String> lines(List<ConfigRow> rows) {
    List<ConfigRow> table = new ArrayList<>();
    table.add(new ConfigRow("SETTING", "VALUE", "SOURCE"));
    table.addAll(rows);
    int name = width(table.stream().map(ConfigRow::name).toList());
    int value = Math.min(WIDEST_VALUE, width(table.stream().map(PrintedConfig::value).toList()));
    return table.stream()
        .map(row -> pad(row.name(), name) + "  " + pad(value(row), value) + "  " + row.source())
        .toList();
  }

  private static String value(ConfigRow row) {
    return row.value().isEmpty() ? "(unset)" : row.value();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
