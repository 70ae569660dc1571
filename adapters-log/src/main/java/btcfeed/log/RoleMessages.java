package btcfeed.log;

import static btcfeed.log.MessageBuilder.info;
import static btcfeed.log.MessageBuilder.warn;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog.FeedEvent.RoleEvent;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterLease;

/** The messages about the role of this instance. Pure. */
final class RoleMessages {
  private RoleMessages() {}

  static LogMessage of(RoleEvent event) {
    return switch (event) {
      case RoleEvent.Leads(long epoch) ->
          info("leads")
              .field("epoch", epoch)
              .text("This instance leads (epoch {epoch}): it writes the stores.");
      case RoleEvent.LeadsAlone() ->
          warn("leads_alone")
              .text(
                  "No store grants a lease. This instance keeps all ticks in its journal until one"
                      + " does. Check the stores and the network.");
      case RoleEvent.Follows(WriterLease leader) ->
          info("follows")
              .detail("leader", leader.instance())
              .field("epoch", leader.epoch())
              .text(
                  "Instance {leader} leads (epoch {epoch}). This instance follows: it copies the"
                      + " streams, keeps its lines connected, and takes over when the leader's"
                      + " lease ends.");
      case RoleEvent.JournalCut(JournalId after) ->
          warn("journal_cut")
              .field("after", after.toString())
              .text(
                  "Another leader continued the history after {after}. The records of this journal"
                      + " after it were removed; their trades are offered again.");
      case RoleEvent.HistoryCut(StoreName store, JournalId after) ->
          warn("history_cut")
              .store(store)
              .field("after", after.toString())
              .text(
                  "The {store} had entries of another leader after {after}. They were removed, and"
                      + " trades that this instance lacked were merged.");
      case RoleEvent.HistoryCopied(StoreName store, long records) ->
          info("history_copied")
              .store(store)
              .number("records", records)
              .text("{records} records of the {store} were copied into the journal.");
    };
  }
}
