package btcfeed.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.event.Level;

/**
 * One line of the log. Pure.
 *
 * @param component the short name of the library that logs; empty for the feed itself
 * @param message without secrets and line breaks
 * @param fields values for programs
 * @param cause the exception, in one line
 * @param stackTrace the full exception, for a bug of the feed or while debugging
 */
record LogLine(
    Instant at,
    Level level,
    Optional<String> component,
    String message,
    List<LogMessage.Field> fields,
    Optional<String> cause,
    Optional<String> stackTrace) {
  /** The field with the name of the event; {@code log} without one. */
  static final String EVENT = "event";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  /** For people: {@code 03:14:15.926 WARN The primary store cannot be reached: ...}. */
  String text(ZoneId zone) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.withZone(zone).format(at)).append(' ').append(level);
    line.append(" ".repeat(6 - level.toString().length()));
    component.ifPresent(name -> line.append(name).append(": "));
    line.append(message);
    cause.ifPresent(why -> line.append(" (").append(why).append(')'));
    stackTrace.ifPresent(trace -> line.append('\n').append(trace.stripTrailing()));
    return line.append('\n').toString();
  }

  /**
   * For log collectors: one JSON object with {@code time} (UTC), {@code level}, {@code event},
   * {@code message} and the fields of the event.
   */
  String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("time", at);
    members.put("level", level);
    members.put(EVENT, "log");
    members.put("message", message);
    component.ifPresent(name -> members.put("component", name));
    // Fields never replace the members above, except the name of the event.
    for (LogMessage.Field field : fields) {
      if (field.name().equals(EVENT)) {
        members.put(EVENT, field.value());
      } else {
        members.putIfAbsent(field.name(), field.value());
      }
    }
    cause.ifPresent(why -> members.putIfAbsent("cause", why));
    stackTrace.ifPresent(trace -> members.putIfAbsent("stack_trace", trace));
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + value(member.getValue()))
        .collect(Collectors.joining(",", "{", "}\n"));
  }

  private static String value(Object value) {
    return switch (value) {
      case Long _, Integer _, Boolean _ -> value.toString();
      case Optional<?> maybe -> maybe.map(LogLine::value).orElse("null");
      default -> quoted(value.toString());
    };
  }

  /** The escapes of Java are those of JSON. */
  private static String quoted(String text) {
    return '"' + LogText.text(text, Integer.MAX_VALUE) + '"';
  }
}
