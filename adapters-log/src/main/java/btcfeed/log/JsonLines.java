package btcfeed.log;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * Lines for log collectors: one JSON object each, with {@code time} (UTC), {@code level}, {@code
 * event}, {@code message} and the fields of the event.
 */
final class JsonLines implements LogLineFormat {
  /** The field with the name of the event; {@code log} without one. */
  static final String EVENT = "event";

  @Override
  public String line(Instant at, Level level, Line content) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("time", at.toString());
    members.put("level", level.toString());
    members.put(EVENT, "log");
    members.put("message", content.message());
    content.component().ifPresent(name -> members.put("component", name));
    // Fields never replace the members above, except the name of the event.
    for (LogMessage.Field field : content.fields()) {
      if (field.name().equals(EVENT)) {
        members.put(EVENT, field.value());
      } else {
        members.putIfAbsent(field.name(), field.value());
      }
    }
    content.cause().ifPresent(cause -> members.putIfAbsent("cause", cause));
    content.stackTrace().ifPresent(trace -> members.putIfAbsent("stack_trace", trace));
    return object(members) + "\n";
  }

  private static String object(Map<String, Object> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ",");
          quote(json, name);
          json.append(':');
          value(json, value);
        });
    return json.append('}').toString();
  }

  private static void value(StringBuilder json, Object value) {
    switch (value) {
      case Long number -> json.append(number.longValue());
      case Integer number -> json.append(number.intValue());
      case Boolean truth -> json.append(truth.booleanValue());
      case Optional<?> maybe ->
          maybe.ifPresentOrElse(inner -> value(json, inner), () -> json.append("null"));
      default -> quote(json, value.toString());
    }
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          // Lone surrogates have no UTF-8 form, so they are escaped.
          if (c < ' ' || c == 127 || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
