package com.example.sink;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin.SinkOrder;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkContract;
import btcfeed.sinkkit.SinkSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest extends SinkContract {
  @TempDir private Path folder;

  @Override
  protected SinkSubject subject() {
    Path file = folder.resolve("records.jsonl");
    return new SinkSubject() {
      @Override
      public SinkPort open() {
        return new JsonLinesPlugin()
            .open(new SinkOrder("file", "jsonlines://" + file, "test", PluginValues.NONE));
      }

      @Override
      public List<SinkRecord> content() {
        try {
          return Files.readAllLines(file).stream()
              .filter(line -> !JsonLine.isCursor(line))
              .map(ReadLine::record)
              .toList();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public boolean removes() {
        return true;
      }

      @Override
      public boolean fences() {
        return true;
      }

      @Override
      public void close() {
        // JUnit deletes the folder.
      }
    };
  }
}
