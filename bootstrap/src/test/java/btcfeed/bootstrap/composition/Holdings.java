package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.testsupport.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is held where, for the tests that compare. */
final class Holdings {
  private static final int PAGE = 10_000;
  private static final int PAGE_BYTES = 4 << 20;

  private Holdings() {}

  /** Entry ids of {@code btc:ticks}, in its order. */
  static List<JournalId> entryIds(RedisProcess redis) {
    List<JournalId> ids = new ArrayList<>();
    for (Object entry : Rig.ticks(redis)) {
      ids.add(JournalId.parse(((List<?>) entry).getFirst().toString()));
    }
    return ids;
  }

  /** Trade ids in a journal, in its order: everything the feed ever accepted. */
  static List<String> accepted(JournalPort journal) {
    List<String> ids = new ArrayList<>();
    try (JournalPort.Reader reader = journal.readAfter(JournalId.START)) {
      while (reader.next(PAGE, PAGE_BYTES) instanceof JournalPort.Read.Records(var batch)) {
        for (Entry entry : batch.entries()) {
          if (entry.event() instanceof JournalEvent.Ticked(var tick)) {
            ids.add(tick.trade().id().text());
          }
        }
      }
    }
    return ids;
  }

  /** Each of these trades lies in a gap the store published. */
  static void assertPublishedAsMissing(RedisProcess redis, List<String> trades) {
    List<Map<String, String>> gaps =
        Rig.fields(new ArrayList<>((List<?>) redis.command("XRANGE", "btc:gaps", "-", "+")));
    assertThat(trades)
        .allMatch(
            trade ->
                gaps.stream()
                    .anyMatch(
                        gap ->
                            number(gap, "from_id") <= Long.parseLong(trade)
                                && Long.parseLong(trade) <= number(gap, "to_id")));
  }

  private static long number(Map<String, String> gap, String field) {
    return Long.parseLong(gap.getOrDefault(field, "0"));
  }
}
