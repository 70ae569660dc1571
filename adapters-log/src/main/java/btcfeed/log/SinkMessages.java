package btcfeed.log;

import static btcfeed.log.MessageBuilder.error;
import static btcfeed.log.MessageBuilder.info;
import static btcfeed.log.MessageBuilder.warn;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog.FeedEvent.SinkEvent;

/** The messages about sinks. Pure. */
final class SinkMessages {
  private SinkMessages() {}

  static LogMessage of(SinkEvent event) {
    return switch (event) {
      case SinkEvent.Up(String sink, long backlog) ->
          info("sink_up")
              .field("sink", sink)
              .number("backlog", backlog)
              .text(
                  "The sink {sink} is up"
                      + (backlog == 0
                          ? " and complete."
                          : ". It is behind by {backlog} records, which it gets now."));
      case SinkEvent.Down(String sink, String detail) ->
          warn("sink_down")
              .field("sink", sink)
              .detail("detail", detail)
              .text(
                  "The sink {sink} gets nothing now: {detail}. The journal keeps its records, up"
                      + " to FEED_JOURNAL_MAX_BYTES, and the service tries again.");
      case SinkEvent.Stopped(String sink, String detail) ->
          error("sink_stopped")
              .field("sink", sink)
              .detail("detail", detail)
              .text(
                  "The service does not write to the sink {sink}: {detail}. Give the sink a new"
                      + " place in FEED_SINKS, or remove its records and its cursor there. The"
                      + " service looks again every 30 s.");
      case SinkEvent.Rewound(String sink, JournalId after) ->
          warn("sink_rewound")
              .field("sink", sink)
              .field("after", after.toString())
              .text(
                  "Another leader continued the history after {after}. The sink {sink} continues"
                      + " from there, without the records that it had after it, if it can remove"
                      + " them.");
      case SinkEvent.Lost(String sink, long records) ->
          error("sink_lost_records")
              .field("sink", sink)
              .number("records", records)
              .text(
                  "The journal dropped {records} records before the sink {sink} had them. Raise"
                      + " FEED_JOURNAL_MAX_BYTES, or repair the sink sooner.");
    };
  }
}
