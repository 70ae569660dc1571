package btcfeed.domain.health;

import btcfeed.domain.line.LineState;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The verdict on the feed. Healthy is a claim about the price: a fresh one is in the active store.
 *
 * @param reasons worst first; a healthy feed may have notes
 */
public record FeedHealth(Status status, List<Reason> reasons) {
  /** Share of the journal's limit from which its size is reported. */
  private static final double JOURNAL_NEARLY_FULL = 0.9;

  /** Lag from which a store that is catching up is reported. */
  private static final Duration REPORTED_LAG = Duration.ofSeconds(5);

  public enum Status {
    HEALTHY("healthy"),
    DEGRADED("degraded"),
    UNHEALTHY("unhealthy");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** The value in {@code /health}. */
    public String text() {
      return text;
    }
  }

  /** Judges the facts. */
  public static FeedHealth judge(FeedFacts facts) {
    Reasons reasons = new Reasons();
    judgePrice(facts, reasons);
    judgeStores(facts, reasons);
    for (VenueReport venue : facts.venues()) {
      judgeVenue(venue, facts.staleAfter(), reasons);
      VenueHealth.judge(venue, reasons);
    }
    facts.sinks().forEach(sink -> SinkHealth.judge(sink, reasons));
    judgeJournal(facts.journal(), reasons);
    facts.workers().forEach(worker -> judgeWorker(worker, reasons));
    if (facts.draining()) {
      reasons.unhealthy("draining", "the service is stopping");
    }
    List<Reason> worstFirst = reasons.worstFirst();
    Severity worst = worstFirst.isEmpty() ? Severity.NOTE : worstFirst.getFirst().severity();
    return new FeedHealth(
        switch (worst) {
          case NOTE -> Status.HEALTHY;
          case DEGRADED -> Status.DEGRADED;
          case UNHEALTHY -> Status.UNHEALTHY;
        },
        worstFirst);
  }

  private static void judgePrice(FeedFacts facts, Reasons reasons) {
    if (facts.priceAge().isEmpty()) {
      reasons.unhealthy("no_price", "no price has reached the active store yet");
    } else if (facts.priceAge().get().compareTo(facts.staleAfter()) > 0) {
      reasons.unhealthy(
          "stale_price",
          "the newest price in the active store is %s old, fresh is up to %s"
              .formatted(seconds(facts.priceAge().get()), seconds(facts.staleAfter())));
    }
  }

  private static void judgeStores(FeedFacts facts, Reasons reasons) {
    if (facts.stores().stream().noneMatch(store -> store.state().writable())) {
      reasons.unhealthy(
          "no_store", "no store takes writes; ticks are kept in the journal until one does");
    }
    if (facts.stores().stream().noneMatch(store -> store.name() == StoreName.PRIMARY)) {
      reasons.note(
          "no_primary", "no primary is configured (REDIS_HOST); the local store is the only one");
    } else if (facts.active().store() == StoreName.FAILOVER) {
      reasons.degraded("using_failover", "readers are pointed at the failover store");
    }
    if (facts.active() instanceof ActiveStore.Held) {
      reasons.note(
          "held_by_operator",
          "an operator keeps readers on the failover store, until POST /admin/failback");
    }
    for (StoreReport store : facts.stores()) {
      judgeStore(store, reasons);
      StoreHealth.judge(store, store.name() == facts.active().store(), reasons);
    }
  }

  private static void judgeStore(StoreReport store, Reasons reasons) {
    String name = store.name().text();
    switch (store.state()) {
      case StoreState.Away(_, var reason, String detail) ->
          reasons.degraded(name + "_" + reason.text(), detail);
      case StoreState.Stopped(_, String detail) ->
          reasons.degraded(
              store.condition().sameServer() ? "same_server" : name + "_stopped", detail);
      case StoreState.CatchingUp _ when store.lag().compareTo(REPORTED_LAG) > 0 ->
          reasons.degraded(
              name + "_catching_up",
              "the %s store is getting %s records it missed".formatted(name, store.lagRecords()));
      case StoreState.CatchingUp _, StoreState.Live _ -> {}
    }
    String policy = store.facts().maxmemoryPolicy();
    if (!policy.isEmpty() && !policy.equals("noeviction")) {
      reasons.degraded(
          name + "_evicts",
          "the %s store has maxmemory-policy %s and may delete what was written; set it to noeviction"
              .formatted(name, policy));
    }
    if (store.lost() > 0) {
      reasons.degraded(
          name + "_lost_records",
          "%s records were dropped from the journal before the %s store had them"
              .formatted(store.lost(), name));
    }
  }

  private static void judgeVenue(VenueReport venue, Duration staleAfter, Reasons reasons) {
    String name = venue.venue().name();
    if (venue.refusal().isPresent()) {
      reasons.degraded(
          name + "_refused", name + " refused the subscription: " + venue.refusal().get());
      if (!(venue.line() instanceof LineState.Streaming)) {
        return;
      }
    }
    switch (venue.line()) {
      case LineState.Waiting(_, String why) ->
          reasons.degraded(name + "_disconnected", "no connection to " + name + ": " + why);
      case LineState.Opening _, LineState.Subscribing _ -> {
        if (venue.tickAge().isPresent()) {
          reasons.degraded(name + "_connecting", "connecting to " + name);
        }
      }
      case LineState.Streaming _ -> judgeData(venue, staleAfter, reasons);
    }
  }

  private static void judgeData(VenueReport venue, Duration staleAfter, Reasons reasons) {
    String name = venue.venue().name();
    if (venue.fresh(staleAfter)) {
      return;
    }
    if (venue.delivers(staleAfter)) {
      reasons.degraded(
          name + "_only_repeats",
          name
              + " sends trades, but none with a new id; if it restarted its numbering, give"
              + " this service a new FEED_DATA_DIR");
    } else {
      String silence =
          venue
              .tickAge()
              .map(age -> "has sent no trade for " + seconds(age))
              .orElse("has sent no trade yet");
      reasons.degraded(name + "_quiet", name + " is connected and subscribed, and " + silence);
    }
  }

  private static void judgeJournal(JournalPort.Status journal, Reasons reasons) {
    if (!journal.failure().isEmpty()) {
      reasons.unhealthy("journal_failing", "the journal cannot be written: " + journal.failure());
    }
    JournalPort.Losses losses = journal.losses();
    if (losses.damagedPlaces() > 0) {
      reasons.degraded(
          "journal_damaged",
          "the journal was damaged in %s places when it was opened; %s records were restored from"
                  .formatted(losses.damagedPlaces(), losses.restored())
              + " the stores"
              + (losses.unasked()
                  ? ", no store could be asked for the rest, so trades may be stored twice"
                  : "")
              + "; check the disk under FEED_DATA_DIR");
    }
    if (journal.dropped() > 0) {
      reasons.degraded(
          "journal_dropped",
          journal.dropped()
              + " records were dropped to make room before every store and sink had them");
    }
    if (journal.bytes() > journal.maxBytes() * JOURNAL_NEARLY_FULL && journal.dropped() == 0) {
      reasons.note(
          "journal_at_limit",
          "the journal is near FEED_JOURNAL_MAX_BYTES; the oldest records go first");
    }
  }

  private static void judgeWorker(WorkerReport worker, Reasons reasons) {
    if (!worker.alive()) {
      reasons.unhealthy(
          "worker_dead",
          "the thread %s ended after an error and its work is not done; restart the service"
              .formatted(worker.name()));
    } else if (worker.failing()) {
      reasons.degraded(
          "worker_failing",
          "the last step of the thread %s failed with an unforeseen error; the service tries it"
                  .formatted(worker.name())
              + " again ten times a second, and the log has the error");
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
