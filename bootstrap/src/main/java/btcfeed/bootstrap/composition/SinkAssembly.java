package btcfeed.bootstrap.composition;

import btcfeed.api.SinkPlugin;
import btcfeed.application.replicate.Sender;
import btcfeed.application.sink.GuardedSink;
import btcfeed.application.sink.SinkLead;
import btcfeed.application.sink.SinkSender;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import btcfeed.journal.FileJournal;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** Composes the sinks: one sender for each. */
final class SinkAssembly {
  private SinkAssembly() {}

  /** The senders; none of them connects yet. */
  static List<SinkSender> senders(
      FeedConfig config, FileJournal journal, Replication replication, Clock clock, FeedLog log) {
    SinkLead lead = lead(replication);
    return config.plugins().sinks().stream()
        .map(
            sink ->
                new SinkSender(
                    sink.name(),
                    sink.plugin().name(),
                    sink.address(),
                    open(sink, journal.instance()),
                    journal,
                    lead,
                    clock,
                    log,
                    () -> ThreadLocalRandom.current().nextDouble()))
        .toList();
  }

  /** If the plugin fails here, the service starts and the sink is away. */
  static SinkPort open(FeedConfig.Sink sink, String instance) {
    return GuardedSink.open(
        () ->
            sink.plugin()
                .open(
                    new SinkPlugin.SinkOrder(
                        sink.name(), sink.url().reveal(), instance, sink.values())));
  }

  private static SinkLead lead(Replication replication) {
    return new SinkLead() {
      @Override
      public OptionalLong epoch() {
        return replication.leadership().leading().stream()
            .mapToLong(WriterLease::epoch)
            .findFirst();
      }

      @Override
      public JournalId stored() {
        return replication.senders().stream()
            .filter(sender -> sender.state().writable())
            .map(Sender::applied)
            .max(JournalId::compareTo)
            .orElse(JournalId.START);
      }
    };
  }
}
