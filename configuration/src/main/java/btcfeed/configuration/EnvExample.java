package btcfeed.configuration;

import java.util.ArrayList;
import java.util.List;

/** The text of {@code .env.example}: every setting with its default, commented out. */
public final class EnvExample {
  private static final int WIDTH = 98;

  private EnvExample() {}

  /** The complete file. */
  public static String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Every setting with its default. Copy what you need, without the #, into the"
            + " environment");
    lines.add("# or into a file: ./btc-feed run --config FILE");
    lines.add("# An option wins over the environment, and the environment wins over the file.");
    lines.add("#");
    lines.add(
        "# Durations: 250ms, 5s, 2m, 1h, or a number of seconds. Sizes: 64MiB, 10MB, or bytes.");
    lines.add(
        "# A secret can be read from a file: REDIS_PASSWORD_FILE=/run/secrets/redis-password");
    lines.add("# Current values and their sources: ./btc-feed check --print-config");
    for (Settings.Group group : Settings.GROUPS) {
      lines.add("");
      lines.add("#");
      lines.add("# " + group.title());
      lines.add("#");
      group.settings().forEach(setting -> describe(lines, setting.name(), setting));
      group.perVenue().forEach(family -> describe(lines, family.title(), family.pattern()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void describe(List<String> lines, String name, Setting<?> setting) {
    lines.add("");
    comment(lines, setting.about());
    comment(lines, "Takes " + setting.kind().expected() + ".");
    if (!setting.aliases().isEmpty()) {
      comment(lines, "Also accepted as " + String.join(", ", setting.aliases()) + ".");
    }
    lines.add("#" + name + "=" + setting.fallback().orElse(""));
  }

  private static void comment(List<String> lines, String text) {
    StringBuilder line = new StringBuilder("#");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }
}
