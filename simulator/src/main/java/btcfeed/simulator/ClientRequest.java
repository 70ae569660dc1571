package btcfeed.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A message from a client, with enough JSON parsing for the requests of real clients. */
public record ClientRequest(String json) {
  /** Whether the first member of this name is this text. */
  public boolean is(String member, String text) {
    return text(member).equals(text);
  }

  /** The text of the first member of this name; an empty text if there is none. */
  public String text(String member) {
    return texts(member).stream().findFirst().orElse("");
  }

  /** The texts of all members of this name. */
  public List<String> texts(String member) {
    return find(member, "\"([^\"]*)\"").toList();
  }

  /** The JSON of the first member of this name, if it is a number, a text or null. */
  public Optional<String> value(String member) {
    return find(member, "(-?\\d+|\"[^\"]*\"|null)").findFirst();
  }

  /** A member to repeat in an answer, after a comma; an empty text if there is none. */
  public String echo(String member) {
    return value(member).map(value -> ",\"" + member + "\":" + value).orElse("");
  }

  /** The request's id as JSON. */
  public String id() {
    return value("id").orElse("null");
  }

  /** The texts in the first array of this name. */
  public List<String> list(String member) {
    return Arrays.stream(find(member, "\\[([^\\]]*)\\]").findFirst().orElse("").split(","))
        .map(name -> name.replace('"', ' ').strip())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private Stream<String> find(String member, String value) {
    return Pattern.compile("\"" + member + "\"\\s*:\\s*" + value)
        .matcher(json)
        .results()
        .map(found -> found.group(1));
  }
}
