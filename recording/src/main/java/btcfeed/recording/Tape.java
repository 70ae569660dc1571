package btcfeed.recording;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Files of a recording, in the order they are to be played, and what their headings say together.
 *
 * @param heading since the first of them, all venues and markets of any
 */
public record Tape(List<Path> files, RecordingHeader heading) {
  public Tape {
    files = List.copyOf(files);
  }

  /** Reads the headings of files; each stands for those that follow it in its recording, too. */
  public static Tape of(List<Path> firsts) throws CannotStart {
    List<Path> files = new ArrayList<>();
    List<RecordingHeader> headings = new ArrayList<>();
    for (Path first : firsts) {
      List<Path> parts = RecordingFiles.of(first);
      for (Path part : parts.isEmpty() ? List.of(first) : parts) {
        try (RecordingReader reader = RecordingReader.open(part)) {
          headings.add(reader.heading());
          files.add(part);
        }
      }
    }
    if (files.isEmpty()) {
      throw new CannotStart("no file was named");
    }
    return new Tape(files, together(headings));
  }

  private static RecordingHeader together(List<RecordingHeader> headings) {
    Map<Venue, RecordingHeader.Listened> venues = new LinkedHashMap<>();
    for (RecordingHeader heading : headings) {
      for (RecordingHeader.Listened listened : heading.venues()) {
        venues.merge(listened.venue(), listened, Tape::both);
      }
    }
    return new RecordingHeader(headings.getFirst().startedUs(), List.copyOf(venues.values()));
  }

  private static RecordingHeader.Listened both(
      RecordingHeader.Listened one, RecordingHeader.Listened other) {
    LinkedHashSet<Symbol> symbols = new LinkedHashSet<>(one.symbols());
    symbols.addAll(other.symbols());
    return new RecordingHeader.Listened(
        one.venue(), Math.max(one.lines(), other.lines()), List.copyOf(symbols));
  }
}
