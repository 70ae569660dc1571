package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The scripts a writer runs, with their keys and arguments.
 *
 * <p>Threads: one at a time; {@link #readersUse} any.
 */
final class WriterCalls {
  /** How far the server lets us name, in advance, the keys that a batch changes. */
  private enum Declared {
    FOUR,
    ALL,
    FOUR_FOR_GOOD
  }

  private final Publishing publishing;
  // As the script takes them: each between blanks.
  private final String onlyKeys;
  private final String name;
  private final boolean cluster;
  private final RefusedEffects refused;
  private final Clock clock;
  private volatile String active = "";
  private Declared declared;

  /**
   * Makes them.
   *
   * @param name the store this is, of two; empty for the only one
   */
  WriterCalls(
      Publishing publishing, String name, boolean cluster, RefusedEffects refused, Clock clock) {
    this.publishing = publishing;
    this.onlyKeys =
        publishing.onlyKeys().stream().map(key -> " " + key + " ").collect(Collectors.joining());
    this.name = name;
    this.cluster = cluster;
    this.refused = refused;
    this.clock = clock;
    this.declared = cluster ? Declared.ALL : Declared.FOUR;
  }

  void readersUse(StoreName store) {
    active = store.text();
  }

  ScriptCall claim(
      StoreConnection link,
      WriterLease lease,
      JournalId after,
      StorePosition read,
      boolean refill) {
    return ScriptCall.of(
        Script.CLAIM,
        link.keys(),
        lease.epoch(),
        lease.instance(),
        lease.startedUs(),
        after,
        read.lease().epoch(),
        read.lease().instance(),
        read.lease().startedUs(),
        read.applied(),
        read.appliedTicks(),
        read.appliedGaps(),
        read.ticks(),
        read.gaps(),
        name,
        active,
        clock.wallUs(),
        cluster && publishing.streams() ? "1" : "0",
        refill ? "1" : "0");
  }

  /**
   * Applies a batch.
   *
   * @param mark where the writer's mark goes
   * @param ahead true to bring the newest values ahead of a backlog, without the streams
   */
  ScriptCall keep(
      StoreConnection link,
      WriterLease lease,
      Batch batch,
      JournalId after,
      JournalId mark,
      boolean ahead) {
    return ScriptCall.of(
        Script.KEEP,
        declared(link, changed(batch)),
        lease.epoch(),
        lease.instance(),
        after,
        clock.wallUs(),
        name,
        active,
        publishing.names().theirs(),
        onlyKeys,
        mark,
        publishing.news().toNanos() / 1000,
        publishing.streamMaxLength(),
        publishing.historyLength(),
        publishing.compatKeys() ? "1" : "0",
        publishing.streams() && !ahead ? "1" : "0",
        batch);
  }

  ScriptCall probe(StoreConnection link, WriterLease lease, JournalId after) {
    return ScriptCall.of(
        Script.PROBE,
        declared(link, Set.of()),
        lease.epoch(),
        lease.instance(),
        after,
        clock.wallUs(),
        name,
        active,
        publishing.names().theirs(),
        onlyKeys);
  }

  /** What a batch changes besides the streams, where that matters. */
  Set<String> changed(Batch batch) {
    return declared == Declared.ALL || refused.now().any() ? BatchKeys.of(batch) : Set.of();
  }

  /**
   * The keys a script is told of. In a cluster all it changes: while a slot moves, a key that is
   * not named is refused in the middle of the script, and one that is named before it begins.
   * Elsewhere the four it cannot do without, because a user who may not write one of the others
   * would not be let in at all; unless the server refuses what was not named, as Dragonfly does.
   */
  private List<Object> declared(StoreConnection link, Set<String> changed) {
    Set<String> waiting = refused.waitingKeys();
    if (declared != Declared.ALL || (changed.isEmpty() && waiting.isEmpty())) {
      return link.keys();
    }
    Set<Object> all = new LinkedHashSet<>(link.keys());
    changed.forEach(key -> all.add(publishing.names().of(key)));
    waiting.forEach(key -> all.add(publishing.names().of(key)));
    return List.copyOf(all);
  }

  /** A call was refused: a right to one of the keys may be missing. */
  void refused(Failure.Refused refusal) {
    if (refusal.code().equals("NOPERM") && declared == Declared.ALL) {
      declared = Declared.FOUR_FOR_GOOD;
    }
  }

  /** A call was accepted, with these effects besides the streams. */
  void answered(Replies.Effects effects, Set<String> changed) {
    boolean undeclared =
        effects.refused().stream().anyMatch(one -> one.detail().contains("undeclared"));
    if (undeclared && declared == Declared.FOUR) {
      declared = Declared.ALL;
    }
    refused.answered(effects, changed);
  }
}
