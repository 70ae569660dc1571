package btcfeed.venuekit;

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
 * Real frames to try a codec with, one a line, from the test resources; or from the folder named by
 * {@code captures.dir}, one folder a venue. A venue without any is an error: a test that finds
 * nothing to try would pass and prove nothing.
 */
public final class RecordedFrames {
  private static final String EXPECTED = ".expected.jsonl";

  private final Path directory;

  private RecordedFrames(Path directory) {
    this.directory = directory;
  }

  /** Frames of a venue. */
  public static RecordedFrames of(String venue) {
    return new RecordedFrames(recorded(venue));
  }

  /** The folder of a venue's recorded frames. */
  public static Path recorded(String venue) {
    Path recorded =
        Optional.ofNullable(System.getProperty("captures.dir"))
            .map(directory -> Path.of(directory).resolve(venue))
            .orElseGet(() -> resources(venue));
    if (!Files.isDirectory(recorded)) {
      throw missing(recorded.toString());
    }
    return recorded;
  }

  private static IllegalStateException missing(String where) {
    return new IllegalStateException(
        "no recorded frames in " + where + ": put some into src/test/resources/frames/VENUE");
  }

  /** Recordings of which it is known what a codec must make of them; never none. */
  public List<Path> withExpectation(String prefix) {
    List<Path> recordings =
        files().filter(file -> Files.exists(expectation(file))).filter(named(prefix)).toList();
    if (recordings.isEmpty()) {
      throw missing(directory.toString());
    }
    return recordings;
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

  private static Path resources(String venue) {
    URL url = RecordedFrames.class.getResource("/frames/" + venue);
    if (Objects.isNull(url)) {
      throw missing("/frames/" + venue);
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
