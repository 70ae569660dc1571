package btcfeed.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Frames to try a codec with, one a line: recorded ones, which are too many to keep here, from the
 * directory named by {@code captures.dir} or from {@code ../shared/exchanges/captures} beside the
 * project; a few written by hand where there are none.
 */
public final class RecordedFrames {
  private static final String EXPECTED = ".expected.jsonl";

  private final Path directory;

  private RecordedFrames(Path directory) {
    this.directory = directory;
  }

  /** Frames of a venue. Says so if only hand-written ones are there. */
  public static RecordedFrames of(String venue) {
    Path recorded = recordings(venue);
    if (Files.isDirectory(recorded)) {
      return new RecordedFrames(recorded);
    }
    System.out.println(
        "Recorded frames of "
            + venue
            + " were not tried: there are none in "
            + recorded
            + " (-Dcaptures.dir=...). Hand-written ones are checked instead.");
    return new RecordedFrames(handwritten(venue));
  }

  /** The directory of a venue's recorded frames. Says so if there is none. */
  public static Optional<Path> recorded(String venue) {
    Path recorded = recordings(venue);
    if (Files.isDirectory(recorded)) {
      return Optional.of(recorded);
    }
    System.out.println(
        "Recorded frames of "
            + venue
            + " were not tried: there are none in "
            + recorded
            + " (-Dcaptures.dir=...).");
    return Optional.empty();
  }

  private static Path recordings(String venue) {
    Path root = Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();
    return Optional.ofNullable(System.getProperty("captures.dir"))
        .map(Path::of)
        .orElse(root.resolveSibling("shared").resolve("exchanges").resolve("captures"))
        .resolve(venue);
  }

  /** Recordings of which it is known what a codec must make of them. */
  public List<Path> withExpectation(String prefix) {
    return files().filter(file -> Files.exists(expectation(file))).filter(named(prefix)).toList();
  }

  /** All recordings. */
  public List<Path> all() {
    return files().toList();
  }

  /** The frames of a recording, in order. */
  public static List<String> frames(Path recording) {
    return lines(recording);
  }

  /** What a codec must make of a recording, one JSON object a trade. */
  public static List<String> expected(Path recording) {
    return lines(expectation(recording));
  }

  private static Predicate<Path> named(String part) {
    return file -> file.getFileName().toString().contains(part);
  }

  private Stream<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(named(".jsonl"))
          .filter(named(EXPECTED).or(named(".snapshot.jsonl")).negate())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path expectation(Path recording) {
    String name = recording.getFileName().toString();
    return recording.resolveSibling(name.replace(".jsonl", EXPECTED));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path handwritten(String venue) {
    URL url = Objects.requireNonNull(RecordedFrames.class.getResource("/frames/" + venue));
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
