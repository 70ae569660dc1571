package com.example.sink;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.sink.SinkCursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a file has.
 *
 * @param length up to the end of the last cursor, in bytes
 */
record Contents(long length, SinkCursor cursor, long epoch) {
  static final Contents EMPTY = new Contents(0, SinkCursor.START, Long.MIN_VALUE);

  /** Reads a file; a line without its end was cut. */
  static Contents of(Path path) throws IOException {
    Contents[] last = {EMPTY};
    scan(
        path,
        (line, _, end) -> {
          if (JsonLine.isCursor(line)) {
            last[0] = new Contents(end, JsonLine.cursor(line), JsonLine.epoch(line));
          }
        });
    return last[0];
  }

  /** Where the first record after this one starts, or the length. */
  long lengthUpTo(JournalId last, Path path) throws IOException {
    long[] found = {length};
    scan(
        path,
        (line, start, _) -> {
          if (!JsonLine.isCursor(line) && JsonLine.id(line).isAfter(last)) {
            found[0] = Math.min(found[0], start);
          }
        });
    return found[0];
  }

  private interface Visitor {
    void visit(String line, long start, long end);
  }

  private static void scan(Path path, Visitor visitor) throws IOException {
    long length = Files.size(path);
    long start = 0;
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long end = start + line.length() + 1;
        if (end <= length) {
          visitor.visit(line, start, end);
        }
        start = end;
      }
    }
  }
}
