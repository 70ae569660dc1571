package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
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
 * Builds the script calls of a writer, with their keys and arguments.
 *
 * <p>Threads: one at a time; {@link #announceActiveStore} from any.
 */
final class WriterCalls {
  private static final List<String> COMPATIBLE_KEYS =
      List.of("last_btc_price", "last_btc_update_time", "current_exchange", "btc_movement_history");

  /** Entries that one call removes at most, so that the store serves others in between. */
  private static final int MAX_CUT = 2_000;

  /** Which keys a call declares besides the four that every call needs. */
  private enum Declared {
    FOUR,
    ALL,
    /** The server refuses a call that declares more. */
    ALWAYS_FOUR
  }

  private final Publishing publishing;
  // As the script reads them: each between blanks.
  private final String onlyKeys;
  private final String name;
  private final boolean cluster;
  private final RefusedEffects refused;
  private final Clock clock;
  private volatile String active = "";
  private Declared declared;

  /**
   * @param name which of two stores this is; empty for a single one
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

  void announceActiveStore(StoreName store) {
    active = store.text();
  }

  ScriptCall claim(
      StoreConnection connection,
      WriterLease lease,
      Lineage lineage,
      JournalId after,
      StorePosition read,
      boolean refill) {
    return ScriptCall.of(
        Script.CLAIM,
        connection.keys(),
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
        flag(cluster && publishing.streams()),
        flag(refill),
        lineage);
  }

  static ScriptCall cut(StoreConnection connection, WriterLease lease, JournalId after) {
    return ScriptCall.of(
        Script.CUT,
        connection.keys(),
        lease.epoch(),
        lease.instance(),
        lease.startedUs(),
        after,
        after.next(0),
        MAX_CUT);
  }

  /**
   * Applies a batch.
   *
   * @param cursor the writer's cursor after the call
   * @param ahead true to apply only the newest values, ahead of a backlog
   */
  ScriptCall apply(
      StoreConnection connection,
      WriterLease lease,
      Batch batch,
      JournalId after,
      JournalId cursor,
      boolean ahead) {
    return ScriptCall.of(
        Script.APPLY,
        declared(connection, changed(batch)),
        lease.epoch(),
        lease.instance(),
        after,
        clock.wallUs(),
        name,
        active,
        publishing.names().theirs(),
        onlyKeys,
        cursor,
        publishing.news().toNanos() / 1000,
        publishing.streamMaxLength(),
        publishing.historyLength(),
        flag(publishing.compatKeys()),
        flag(publishing.streams() && !ahead),
        batch);
  }

  ScriptCall probe(StoreConnection connection, WriterLease lease, JournalId after) {
    return ScriptCall.of(
        Script.PROBE,
        declared(connection, Set.of()),
        lease.epoch(),
        lease.instance(),
        after,
        clock.wallUs(),
        name,
        active,
        publishing.names().theirs(),
        onlyKeys);
  }

  /**
   * Tries every write.
   *
   * @param seen a text to leave for ten seconds; empty for none
   */
  ScriptCall trial(StoreConnection connection, String seen) {
    return ScriptCall.of(
        Script.TRIAL,
        connection.keys(),
        publishing.names().theirs(),
        flag(publishing.compatKeys()),
        seen);
  }

  private static String flag(boolean set) {
    return set ? "1" : "0";
  }

  /** The keys a batch changes besides the streams, by their default names, where that matters. */
  Set<String> changed(Batch batch) {
    if (declared != Declared.ALL && !refused.now().any()) {
      return Set.of();
    }
    Set<Market> markets = new LinkedHashSet<>();
    Set<String> keys = new LinkedHashSet<>();
    for (Entry entry : batch.entries()) {
      switch (entry.event()) {
        case JournalEvent.Ticked(PriceTick tick) -> markets.add(tick.trade().market());
        case JournalEvent.Mutated(Mutation mutation) -> keys.add(mutation.key());
        case JournalEvent.GapChanged _, JournalEvent.Checkpointed _ -> {}
      }
    }
    for (Market market : markets) {
      keys.add("btc:latest:" + market);
      if (market.symbol().toString().startsWith("BTC-USD")) {
        keys.addAll(COMPATIBLE_KEYS);
      }
    }
    return keys;
  }

  /**
   * The keys that a call declares. In a cluster it declares every key it changes: while a slot
   * moves, the server then refuses the call as a whole. Elsewhere it declares only four, because a
   * user without the right to one of the others would be refused as well. A server that refuses
   * undeclared keys, such as Dragonfly, gets all of them.
   */
  private List<Object> declared(StoreConnection connection, Set<String> changed) {
    Set<String> waiting = refused.waitingKeys();
    if (declared != Declared.ALL || (changed.isEmpty() && waiting.isEmpty())) {
      return connection.keys();
    }
    Set<Object> all = new LinkedHashSet<>(connection.keys());
    changed.forEach(key -> all.add(publishing.names().of(key)));
    waiting.forEach(key -> all.add(publishing.names().of(key)));
    return List.copyOf(all);
  }

  /** The store refused a call; the user may lack a right to one of the declared keys. */
  void refused(Failure.Refused refusal) {
    if (refusal.code().equals("NOPERM") && declared == Declared.ALL) {
      declared = Declared.ALWAYS_FOUR;
    }
  }

  /** The store accepted a call with these effects besides the streams. */
  void answered(Replies.Effects effects, Set<String> changed) {
    boolean undeclared =
        effects.refused().stream().anyMatch(one -> one.detail().contains("undeclared"));
    if (undeclared && declared == Declared.FOUR) {
      declared = Declared.ALL;
    }
    refused.answered(effects, changed);
  }
}
