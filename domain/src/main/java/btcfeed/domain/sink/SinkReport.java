package btcfeed.domain.sink;

import btcfeed.domain.journal.JournalId;
import java.time.Duration;

/**
 * The state of one sink, for health, status and metrics. Counts are since the start of the process.
 *
 * @param kind the name of its plugin
 * @param address where the sink is, without secrets
 * @param after the last journal record that the sink has for good
 * @param lagRecords journal records that it lacks
 * @param lag age of the oldest of them; zero if there is none
 * @param records ticks and gaps written
 * @param batches written
 * @param failures calls that failed
 * @param lost records that the journal dropped before the sink had them
 * @param rewinds how often the cursor was set back, because another leader continued the history
 */
public record SinkReport(
    String name,
    String kind,
    String address,
    SinkState state,
    JournalId after,
    long lagRecords,
    Duration lag,
    long records,
    long batches,
    long failures,
    long lost,
    long rewinds) {}
