package btcfeed.log;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.event.Level;

/**
 * A happening put into words.
 *
 * @param event its name for machines: {@code line_down}
 * @param fields its particulars for machines, in order
 */
record LogMessage(Level level, String event, String text, List<Field> fields) {

  /** A particular. */
  record Field(String name, Object value) {}

  static LogMessage of(Level level, String event, String text, Field... fields) {
    return new LogMessage(level, event, text, List.of(fields));
  }

  static Field field(String name, Object value) {
    return new Field(name, value);
  }

  /** With one more field, and words added to the text. */
  LogMessage with(String words, Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new LogMessage(level, event, text + words, List.copyOf(more));
  }
}
