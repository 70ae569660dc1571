package btcfeed.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Enough of JSON to read the requests of any real client. */
final class ClientRequest {
  private ClientRequest() {}

  /** The text of the first member of this name. */
  static Optional<String> text(String request, String member) {
    return texts(request, member).stream().findFirst();
  }

  /** The texts of all members of this name. */
  static List<String> texts(String request, String member) {
    return find(request, member, "\"([^\"]*)\"").results().map(found -> found.group(1)).toList();
  }

  /** The number, text or null of the first member of this name, as it stands there. */
  static Optional<String> value(String request, String member) {
    return find(request, member, "(-?\\d+|\"[^\"]*\"|null)")
        .results()
        .map(found -> found.group(1))
        .findFirst();
  }

  /** The texts in the first array of this name. */
  static List<String> list(String request, String member) {
    String list =
        find(request, member, "\\[([^\\]]*)\\]")
            .results()
            .map(found -> found.group(1))
            .findFirst()
            .orElse("");
    return Arrays.stream(list.split(","))
        .map(name -> name.replace('"', ' ').strip())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Matcher find(String request, String member, String value) {
    return Pattern.compile("\"" + member + "\"\\s*:\\s*" + value).matcher(request);
  }
}
