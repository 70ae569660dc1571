package btcfeed.redis;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.ReadPort.Page;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Reads a range of a stream with several short scripts. The store runs the next one while this
 * decodes the answer of the last, and other clients get their turn in between.
 *
 * @param stream by its name in the store
 */
record RangeRead(String stream, StreamEntries format, JournalId after, JournalId before) {
  /** Entries of one script. They take a store about 2 ms. */
  private static final int AT_ONCE = 500;

  private record Sent(ScriptCall call, int asked, CompletableFuture<Object> answer) {}

  /**
   * Reads at most {@code limit} entries, fewer if they take longer than {@code time}.
   *
   * @throws ExecutionException if a script failed; then nothing is returned
   */
  Page page(StoreConnection connection, int limit, Clock clock, Duration time)
      throws ExecutionException, TimeoutException, InterruptedException, Replies.Unexpected {
    long begun = clock.nanos();
    List<Entry> entries = new ArrayList<>();
    JournalId reached = after;
    int left = limit;
    Sent sent = send(connection, reached, left);
    while (true) {
      StreamEntries.Answer answer =
          StreamEntries.answer(connection.finish(sent.call(), sent.answer()));
      boolean whole = answer.count() < sent.asked() || answer.reached().isEmpty();
      left -= answer.count();
      boolean last = whole || left == 0 || clock.nanos() - begun >= time.toNanos();
      if (answer.count() > 0) {
        reached = answer.reached().orElse(reached);
      }
      if (!last) {
        sent = send(connection, reached, left);
      }
      entries.addAll(format.entries(answer));
      if (last) {
        return new Page(entries, reached(answer, reached, entries), whole);
      }
    }
  }

  /** Nothing after another program's id is a record, so its place is that of the last record. */
  private static JournalId reached(
      StreamEntries.Answer answer, JournalId reached, List<Entry> entries) {
    return answer.reached().isPresent() || entries.isEmpty() ? reached : entries.getLast().id();
  }

  private Sent send(StoreConnection connection, JournalId from, int left) {
    int asked = Math.min(left, AT_ONCE);
    List<Object> arguments =
        new ArrayList<>(List.of(stream, from.next(0), before.previous(), asked));
    arguments.addAll(format.names());
    ScriptCall call = new ScriptCall(Script.BETWEEN, connection.keys(), arguments);
    return new Sent(call, asked, connection.start(call));
  }
}
