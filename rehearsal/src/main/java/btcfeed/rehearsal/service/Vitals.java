package btcfeed.rehearsal.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resources that a process holds.
 *
 * @param heapBytes live, after a collection
 * @param directBytes buffers outside the heap
 * @param threads platform threads
 * @param descriptors open files and sockets; 0 where the system does not say
 */
public record Vitals(long heapBytes, long directBytes, long threads, long descriptors) {
  /** The first word of the text, which tells it from log lines. */
  private static final String MARK = "vitals ";

  public static Vitals ofThisProcess() {
    return new Vitals(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .filter(bytes -> bytes > 0)
            .sum(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        openDescriptors());
  }

  /** Linux and macOS list them as files. */
  private static long openDescriptors() {
    try (Stream<Path> open = Files.list(Path.of("/dev/fd"))) {
      return open.count();
    } catch (IOException | UncheckedIOException unlisted) {
      return 0;
    }
  }

  /** One line of text that {@link #parse} reads. */
  public String text() {
    return MARK + heapBytes + " " + directBytes + " " + threads + " " + descriptors;
  }

  /** Reads a line of {@link #text}; empty for any other line. */
  public static Optional<Vitals> parse(String line) {
    if (!line.matches(MARK + "\\d+ \\d+ \\d+ \\d+")) {
      return Optional.empty();
    }
    String[] words = line.split(" ", -1);
    return Optional.of(
        new Vitals(
            Long.parseLong(words[1]),
            Long.parseLong(words[2]),
            Long.parseLong(words[3]),
            Long.parseLong(words[4])));
  }
}
