package btcfeed.sink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.api.SinkPlugin;
import btcfeed.api.TickFile;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The plugin for Parquet")
class ParquetPluginTest {
  private final SinkPlugin plugin = new ParquetPlugin();

  @Test
  @DisplayName("is found by its service file")
  void found() {
    assertThat(ServiceLoader.load(SinkPlugin.class).stream().map(it -> it.type().getSimpleName()))
        .containsExactly("ParquetPlugin");
  }

  @Test
  @DisplayName("writes one file of ticks for an export")
  void export(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("one.parquet");
    List<SinkRecord> ticks = SinkRecords.ticks(1, 1_000);
    try (TickFile written = new ParquetPlugin().create(file)) {
      for (SinkRecord tick : ticks) {
        written.add((SinkRecord.Tick) tick);
      }
      written.complete();
    }
    assertThat(new DuckReader(folder).file(file)).isEqualTo(ticks);
  }

  @Test
  @DisplayName("takes an absolute folder and nothing else")
  void url() {
    assertThat(plugin.complaint("parquet:///var/lib/feed")).isEmpty();
    for (String wrong :
        new String[] {
          "parquet://", "parquet:///", "parquet://feed", "parquet:/feed", "parquet:///a\0b"
        }) {
      assertThat(plugin.complaint(wrong)).as(wrong).contains("parquet:///absolute/folder");
    }
  }
}
