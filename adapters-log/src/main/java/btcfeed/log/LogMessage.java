package btcfeed.log;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.event.Level;

/**
 * The log message of one event.
 *
 * @param event its name for programs: {@code line_down}
 * @param fields its values for programs, in order
 */
record LogMessage(Level level, String event, String text, List<Field> fields) {
  LogMessage {
    fields = List.copyOf(fields);
  }

  record Field(String name, Object value) {}

  /** This message with an addition to its text, and one more field. */
  LogMessage with(String addition, Field field) {
    List<Field> all = new ArrayList<>(fields);
    all.add(field);
    return new LogMessage(level, event, text + addition, all);
  }
}
