package btcfeed.http.response;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A JSON object under construction; its members keep their order. One thread until it is written.
 */
public final class JsonObject {
  private final Map<String, Object> members = new LinkedHashMap<>();

  /** One member for each of these. */
  public static <T> JsonObject of(
      Iterable<T> each, Function<T, String> name, Function<T, Object> value) {
    JsonObject object = new JsonObject();
    each.forEach(one -> object.with(name.apply(one), value.apply(one)));
    return object;
  }

  /** Adds a member; an empty {@code Optional} becomes null. */
  public JsonObject with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  @JsonValue
  Map<String, Object> members() {
    return members;
  }
}
