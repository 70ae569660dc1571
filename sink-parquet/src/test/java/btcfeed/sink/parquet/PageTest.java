package btcfeed.sink.parquet;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.unusual;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page docs/sink-parquet.md")
class PageTest {
  private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

  @Test
  @DisplayName("has queries that DuckDB runs")
  void queries() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("project.root"), "docs/sink-parquet.md"));
    List<String> queries =
        SQL.matcher(page).results().map(MatchResult::group).map(PageTest::text).toList();
    assertThat(queries).hasSize(4);
    try (ParquetFolder folder = new ParquetFolder()) {
      try (SinkPort sink = folder.open()) {
        assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
        assertThat(sink.write(batch(1, unusual()))).isInstanceOf(Answer.At.class);
        assertThat(sink.flush(true)).isInstanceOf(Answer.At.class);
      }
      List<String> found = new ArrayList<>();
      for (String query : queries) {
        String here =
            query
                .replace("/var/lib/btc-feed/parquet", folder.root().toString())
                .replace("/var/lib/btc-feed", folder.root().toString());
        found.addAll(folder.reader().query("ticks", here));
      }
      assertThat(found).hasSize(5).anyMatch(it -> it.startsWith("kraken_BTC-USD 76745.08"));
      assertThat(folder.root().resolve("2026-09-13.parquet")).isNotEmptyFile();
    }
  }

  private static String text(String block) {
    return block.substring("```sql\n".length(), block.length() - "```".length());
  }
}
