package btcfeed.application.sink;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.sink.SinkState;
import java.util.concurrent.atomic.LongAdder;

/** What a sender knows and counts about its sink. Written by the sender, read by any thread. */
final class SinkStats {
  final LongAdder records = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder rewinds = new LongAdder();
  volatile SinkState state = new SinkState.Following();
  volatile JournalId after = JournalId.START;
  volatile long remaining;
}
