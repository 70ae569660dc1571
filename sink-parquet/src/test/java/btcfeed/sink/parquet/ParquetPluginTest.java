package btcfeed.sink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.api.SinkPlugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
