package btcfeed.redis;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The leader's lease in one Redis, a store or the witness, over a client of its own. A long batch
 * of the store's writer therefore delays no renewal before it reaches the server.
 *
 * <p>The lease is the fields {@code epoch}, {@code instance}, {@code started} and {@code
 * lease_until_us} of {@code btc:feed}. The announcements are the hash {@code btc:instances}.
 *
 * <p>Each call connects if there is no usable connection. A connection that breaks or does not
 * answer is discarded. A call that was discarded may still arrive: a lease can then be taken after
 * {@link #take} failed.
 *
 * <p>Threads: one at a time. Time: {@code target.timeout()} for a call, and twice that for one that
 * connects. The very first takes up to 10 s more to load the client's classes.
 */
public final class RedisLease implements LeasePort {
  /** Texts of an answer before the instances, and texts of each instance. */
  private static final int LEASE_FIELDS = 6;

  private static final int INSTANCE_FIELDS = 4;

  private static final String IN_SYNC = "in_sync";

  private final KeyNames names;
  private final Failures failures;
  private final Connector connector;

  /** Does not connect yet. */
  public RedisLease(RedisTarget target, KeyNames names, Clock clock) {
    this(target, names, clock, AddressLookup.SYSTEM);
  }

  RedisLease(RedisTarget target, KeyNames names, Clock clock, AddressLookup lookup) {
    KeyNames.requireOneSlot(target, names);
    this.names = names;
    this.failures = new Failures(target);
    this.connector = new Connector(target, names, failures, clock, lookup);
  }

  @Override
  public Answer observe(Optional<InstanceReport> announced) {
    return call("observe", announced, WriterLease.NONE_YET, Duration.ZERO, false);
  }

  @Override
  public Answer take(
      WriterLease lease, Duration length, boolean evenIfHeld, Optional<InstanceReport> announced) {
    return call("take", announced, lease, length, evenIfHeld);
  }

  @Override
  public Answer release(WriterLease lease) {
    return call("release", Optional.empty(), lease, Duration.ZERO, false);
  }

  @Override
  public void close() {
    connector.close();
  }

  private Answer call(
      String verb,
      Optional<InstanceReport> announced,
      WriterLease lease,
      Duration length,
      boolean evenIfHeld) {
    return switch (connector.connect()) {
      case Connector.Access.Closed(Failure failure) -> new Answer.Failed(failure);
      case Connector.Access.Open(StoreConnection connection) ->
          run(
              connection,
              ScriptCall.of(
                  Script.LEASE,
                  names.leaseKeys(),
                  verb,
                  announced.map(InstanceReport::instance).orElse(""),
                  announced.map(RedisLease::text).orElse(""),
                  lease.epoch(),
                  lease.instance(),
                  lease.startedUs(),
                  length.toNanos() / 1000,
                  evenIfHeld ? "1" : "0"));
    };
  }

  private Answer run(StoreConnection connection, ScriptCall call) {
    try {
      List<String> texts = Replies.texts(connection.run(call), LEASE_FIELDS);
      try {
        return new Answer.Seen(view(texts));
      } catch (IllegalArgumentException e) {
        return new Answer.Failed(failures.foreign(e));
      }
    } catch (ExecutionException | TimeoutException | Replies.Unexpected | RuntimeException e) {
      return failed(failures.unanswered(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(new Failure.Unanswered(failures.text("interrupted")));
    }
  }

  private Answer failed(Failure failure) {
    if (Failures.endsConnection(failure)) {
      connector.drop();
    }
    return new Answer.Failed(failure);
  }

  private static LeaseView view(List<String> texts) {
    WriterLease holder = Replies.lease(texts.subList(0, 3));
    List<InstanceReport> instances = new ArrayList<>();
    for (int i = LEASE_FIELDS; i + INSTANCE_FIELDS <= texts.size(); i += INSTANCE_FIELDS) {
      instance(texts.subList(i, i + INSTANCE_FIELDS)).ifPresent(instances::add);
    }
    instances.sort(Comparator.comparing(InstanceReport::instance));
    return new LeaseView(
        holder,
        micros(texts.get(3)),
        Replies.lineage(texts.get(4), holder),
        JournalId.parse(texts.get(5)),
        List.copyOf(instances));
  }

  /** What an instance announced; empty if it has a role of a later version. */
  private static Optional<InstanceReport> instance(List<String> texts) {
    return Stream.of(InstanceReport.Role.values())
        .filter(role -> role.text().equals(texts.get(1)))
        .findFirst()
        .map(role -> instance(role, texts));
  }

  /** An earlier version announced only its address; a later one may announce more. */
  private static InstanceReport instance(InstanceReport.Role role, List<String> texts) {
    List<String> words = List.of(texts.get(2).split(" ", -1));
    return new InstanceReport(
        texts.get(0),
        role,
        words.size() > 1 && words.get(1).equals(IN_SYNC),
        words.getFirst(),
        words.size() > 2 ? words.get(2) : "",
        micros(texts.get(3)));
  }

  private static String text(InstanceReport report) {
    return String.join(
        " ",
        report.role().text(),
        report.address(),
        report.inSync() ? IN_SYNC : "behind",
        report.version());
  }

  private static Duration micros(String text) {
    return Duration.of(Long.parseLong(text), ChronoUnit.MICROS);
  }
}
