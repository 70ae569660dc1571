package btcfeed.sink.parquet;

import btcfeed.domain.sink.SinkCursor;
import java.util.List;
import java.util.Optional;

/**
 * The content of the file {@code cursor}.
 *
 * @param cursor the sink's
 * @param epoch the highest of a claim
 * @param claim how often the folder was claimed; the number of the last claim is its writer's
 */
record FolderState(SinkCursor cursor, long epoch, long claim) {
  static final FolderState NEW = new FolderState(SinkCursor.START, Long.MIN_VALUE, 0);

  FolderState claimed(long by) {
    return new FolderState(cursor, by, claim + 1);
  }

  FolderState at(SinkCursor next) {
    return new FolderState(next, epoch, claim);
  }

  String text() {
    return "cursor " + cursor.text() + "\nepoch " + epoch + "\nclaim " + claim + "\n";
  }

  static Optional<FolderState> parse(List<String> lines) {
    try {
      return SinkCursor.parse(value(lines, 0, "cursor "))
          .map(
              cursor ->
                  new FolderState(
                      cursor,
                      Long.parseLong(value(lines, 1, "epoch ")),
                      Long.parseLong(value(lines, 2, "claim "))));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static String value(List<String> lines, int line, String name) {
    if (line >= lines.size() || !lines.get(line).startsWith(name)) {
      throw new IllegalArgumentException("no " + name);
    }
    return lines.get(line).substring(name.length());
  }
}
