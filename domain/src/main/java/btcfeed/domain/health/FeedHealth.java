package btcfeed.domain.health;

import btcfeed.domain.line.LineState;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on the feed. Healthy is a claim about the price: a fresh one is where readers look.
 *
 * @param reasons worst first; a healthy feed may have notes
 */
public record FeedHealth(Status status, List<Reason> reasons) {
  /** Share of the journal's limit from which its size is worth a word. */
  private static final double JOURNAL_NEARLY_FULL = 0.9;

  /** Lag from which a store that is catching up is worth a word. */
  private static final Duration LAG_WORTH_A_WORD = Duration.ofSeconds(5);

  /** In one word. */
  public enum Status {
    HEALTHY("healthy"),
    DEGRADED("degraded"),
    UNHEALTHY("unhealthy");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** As it stands in {@code /health}. */
    public String text() {
      return text;
    }
  }

  /** Judges the facts. */
  public static FeedHealth judge(FeedFacts facts) {
    List<Reason> reasons = new ArrayList<>();
    judgePrice(facts, reasons);
    judgeStores(facts, reasons);
    for (VenueReport venue : facts.venues()) {
      judgeVenue(venue, facts.staleAfter(), reasons);
      VenueHealth.judge(venue, reasons);
    }
    judgeJournal(facts.journal(), reasons);
    facts.workers().forEach(worker -> judgeWorker(worker, reasons));
    if (facts.draining()) {
      reasons.add(new Reason(Severity.UNHEALTHY, "draining", "the service is stopping"));
    }
    reasons.sort((a, b) -> b.severity().compareTo(a.severity()));
    Severity worst = reasons.isEmpty() ? Severity.NOTE : reasons.getFirst().severity();
    return new FeedHealth(
        switch (worst) {
          case NOTE -> Status.HEALTHY;
          case DEGRADED -> Status.DEGRADED;
          case UNHEALTHY -> Status.UNHEALTHY;
        },
        List.copyOf(reasons));
  }

  private static void judgePrice(FeedFacts facts, List<Reason> reasons) {
    if (facts.priceAge().isEmpty()) {
      reasons.add(
          new Reason(Severity.UNHEALTHY, "no_price", "no price has reached the active store yet"));
    } else if (facts.priceAge().get().compareTo(facts.staleAfter()) > 0) {
      reasons.add(
          new Reason(
              Severity.UNHEALTHY,
              "stale_price",
              "the newest price in the active store is "
                  + seconds(facts.priceAge().get())
                  + " old, fresh is up to "
                  + seconds(facts.staleAfter())));
    }
  }

  private static void judgeStores(FeedFacts facts, List<Reason> reasons) {
    boolean anyWritable = facts.stores().stream().anyMatch(store -> store.state().writable());
    if (!anyWritable) {
      reasons.add(
          new Reason(
              Severity.UNHEALTHY,
              "no_store",
              "no store takes writes; ticks are kept in the journal until one does"));
    }
    boolean hasPrimary =
        facts.stores().stream().anyMatch(store -> store.name() == StoreName.PRIMARY);
    if (!hasPrimary) {
      reasons.add(
          new Reason(
              Severity.NOTE,
              "no_primary",
              "no primary is configured (REDIS_HOST); the local store is the only one"));
    } else if (facts.active().store() == StoreName.FAILOVER) {
      reasons.add(
          new Reason(
              Severity.DEGRADED, "using_failover", "readers are pointed at the failover store"));
    }
    if (facts.active() instanceof ActiveStore.Held) {
      reasons.add(
          new Reason(
              Severity.NOTE,
              "held_by_operator",
              "an operator keeps readers on the failover store, until POST /admin/failback"));
    }
    for (StoreReport store : facts.stores()) {
      judgeStore(store, reasons);
      StoreHealth.judge(store, store.name() == facts.active().store(), reasons);
    }
  }

  private static void judgeStore(StoreReport store, List<Reason> reasons) {
    String name = store.name().text();
    switch (store.state()) {
      case StoreState.Away(_, var reason, String detail) ->
          reasons.add(new Reason(Severity.DEGRADED, name + "_" + reason.text(), detail));
      case StoreState.Stopped(_, String detail) -> {
        String code = store.condition().sameServer() ? "same_server" : name + "_stopped";
        reasons.add(new Reason(Severity.DEGRADED, code, detail));
      }
      case StoreState.CatchingUp _ -> {
        if (store.lag().compareTo(LAG_WORTH_A_WORD) > 0) {
          reasons.add(
              new Reason(
                  Severity.DEGRADED,
                  name + "_catching_up",
                  "the "
                      + name
                      + " store is getting "
                      + store.lagRecords()
                      + " records it missed"));
        }
      }
      case StoreState.Live _ -> {}
    }
    String policy = store.facts().maxmemoryPolicy();
    if (!policy.isEmpty() && !policy.equals("noeviction")) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_evicts",
              "the "
                  + name
                  + " store has maxmemory-policy "
                  + policy
                  + " and may throw away what it was given; set it to noeviction"));
    }
    if (store.lost() > 0) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_lost_records",
              store.lost()
                  + " records were dropped from the journal before the "
                  + name
                  + " store had them"));
    }
  }

  private static void judgeVenue(VenueReport venue, Duration staleAfter, List<Reason> reasons) {
    String name = venue.venue().name();
    if (venue.refusal().isPresent()) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_refused",
              name + " refused the subscription: " + venue.refusal().get()));
      if (!(venue.line() instanceof LineState.Streaming)) {
        return;
      }
    }
    switch (venue.line()) {
      case LineState.Waiting(_, String why) ->
          reasons.add(
              new Reason(
                  Severity.DEGRADED,
                  name + "_disconnected",
                  "no connection to " + name + ": " + why));
      case LineState.Opening _, LineState.Subscribing _ -> {
        if (venue.tickAge().isPresent()) {
          reasons.add(new Reason(Severity.DEGRADED, name + "_connecting", "connecting to " + name));
        }
      }
      case LineState.Streaming _ -> judgeData(venue, staleAfter, reasons);
    }
  }

  private static void judgeData(VenueReport venue, Duration staleAfter, List<Reason> reasons) {
    if (venue.fresh(staleAfter)) {
      return;
    }
    String name = venue.venue().name();
    if (venue.talks(staleAfter)) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_only_repeats",
              name
                  + " sends trades, but none with a new id; if it restarted its numbering, give"
                  + " this service a new FEED_DATA_DIR"));
    } else {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              name + "_quiet",
              name + " is connected and subscribed, and " + silence(venue.tickAge())));
    }
  }

  private static String silence(Optional<Duration> age) {
    return age.map(a -> "has sent no trade for " + seconds(a)).orElse("has sent no trade yet");
  }

  private static void judgeJournal(JournalPort.Status journal, List<Reason> reasons) {
    if (!journal.failure().isEmpty()) {
      reasons.add(
          new Reason(
              Severity.UNHEALTHY,
              "journal_failing",
              "the journal cannot be written: " + journal.failure()));
    }
    JournalPort.Losses losses = journal.losses();
    if (losses.damagedPlaces() > 0) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              "journal_damaged",
              "the journal was damaged in "
                  + losses.damagedPlaces()
                  + " places when it was opened; "
                  + losses.restored()
                  + " records were read back from the stores"
                  + (losses.unasked()
                      ? ", no store could be asked for the rest, so trades may stand twice"
                      : "")
                  + "; check the disk under FEED_DATA_DIR"));
    }
    if (journal.dropped() > 0) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              "journal_dropped",
              journal.dropped()
                  + " records were dropped to make room before every store had them"));
    }
    if (journal.bytes() > journal.maxBytes() * JOURNAL_NEARLY_FULL && journal.dropped() == 0) {
      reasons.add(
          new Reason(
              Severity.NOTE,
              "journal_at_limit",
              "the journal is near FEED_JOURNAL_MAX_BYTES; the oldest records go first"));
    }
  }

  private static void judgeWorker(WorkerReport worker, List<Reason> reasons) {
    if (!worker.alive()) {
      reasons.add(
          new Reason(
              Severity.UNHEALTHY,
              "worker_dead",
              "the thread "
                  + worker.name()
                  + " ended after an error and its work is not done; restart the service"));
    } else if (worker.failing()) {
      reasons.add(
          new Reason(
              Severity.DEGRADED,
              "worker_failing",
              "the last step of the thread "
                  + worker.name()
                  + " failed with an unforeseen error; the service tries it again ten times a"
                  + " second, and the log has the error"));
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
