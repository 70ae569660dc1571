package btcfeed.application.simulation;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.util.Optional;
import java.util.function.Supplier;

/** The connection of one instance that writes a store. */
final class StoreLink implements PricePort {
  private final World world;
  private final StoreServer server;
  private final Instance host;
  private final PricePort store;
  private WriterLease claimed = WriterLease.NONE_YET;
  private Optional<SentBatch> sent = Optional.empty();

  StoreLink(World world, StoreServer server, Instance host, PricePort store) {
    this.world = world;
    this.server = server;
    this.host = host;
    this.store = store;
  }

  @Override
  public PositionResult position() {
    alone("position");
    host.killer.point("before a position is read");
    StoreServer.Mood seen = server.mood(host);
    return switch (seen) {
      case WELL, FULL, CONFUSED -> {
        server.latency();
        if (!(seen == StoreServer.Mood.CONFUSED && server.isReadable()) && server.confused(seen)) {
          throw server.nonsense();
        }
        if (server.loses()) {
          world.clock.spend(StoreServer.TIMEOUT);
          yield new PositionResult.Failed(new PricePort.Failure.Unanswered("lost"));
        }
        yield store.position();
      }
      case DOWN -> new PositionResult.Failed(new PricePort.Failure.Unreachable("down"));
      case UNANSWERING -> {
        world.clock.spend(StoreServer.TIMEOUT);
        yield new PositionResult.Failed(new PricePort.Failure.Unanswered("cut off"));
      }
      case FROZEN -> {
        world.clock.spend(StoreServer.TIMEOUT);
        yield new PositionResult.Failed(new PricePort.Failure.Unanswered("frozen"));
      }
    };
  }

  @Override
  public Outcome claim(WriterLease lease, Lineage lineage, JournalId after, StorePosition read) {
    claimed = lease;
    return call(
        "claim after " + after,
        () -> write(lease, true, () -> store.claim(lease, lineage, after, read)));
  }

  @Override
  public Outcome cutAfter(WriterLease lease, JournalId after) {
    return call(
        "cut after " + after,
        () -> {
          if (world.plant == Plant.FOREIGN_ENTRIES_STAY) {
            return new Outcome.Applied(after);
          }
          checkTakenOver(after);
          server.wasCut();
          return write(lease, false, () -> store.cutAfter(lease, after));
        });
  }

  /** Before entries are removed, the journal has their trades. */
  private void checkTakenOver(JournalId after) {
    for (Entry entry : server.memory.ticks().reversed()) {
      if (!entry.id().isAfter(after)) {
        return;
      }
      if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
          && host.history().lacks(tick.trade())) {
        throw world.broken(
            "G2 nothing lost", server.name.text() + " is cut, and only it has " + tick.trade());
      }
    }
  }

  @Override
  public Outcome apply(Batch batch, JournalId after) {
    return call("keep " + batch + " after " + after, command(batch, after));
  }

  /** Sends it off; what the store does with it, and the answer, come later on the timeline. */
  @Override
  public PendingWrite begin(Batch batch, JournalId after, Runnable answered) {
    String what = "begun: keep " + batch + " after " + after;
    alone(what);
    host.killer.point("before " + what);
    StoreServer.Mood seen = server.mood(host);
    if (server.chance(0.1)) {
      return new PendingWrite.Completed(apply(batch, after));
    }
    if (seen == StoreServer.Mood.CONFUSED && server.chance(0.3)) {
      throw server.nonsense();
    }
    SentBatch mine = new SentBatch(world, what, command(batch, after), answered);
    sent = Optional.of(mine);
    if (server.neighbourHangs()) {
      world.timeline.in(StoreServer.TIMEOUT, () -> mine.answer(unanswered("the other one hangs")));
    } else if (seen == StoreServer.Mood.WELL && server.chance(0.05)) {
      // Another thread has the answer before this one is back.
      mine.answer(mine.apply());
    } else {
      world.timeline.in(server.networkNanos(), () -> arrive(mine));
    }
    host.killer.point("after " + what);
    return mine;
  }

  private void arrive(SentBatch batch) {
    StoreServer.Mood seen = server.mood(host);
    switch (seen) {
      case DOWN -> batch.answer(new Outcome.Failed(new PricePort.Failure.Unreachable("down")));
      case FULL -> batch.answer(new Outcome.Failed(new PricePort.Failure.Refused("OOM", "full")));
      case UNANSWERING ->
          world.timeline.in(StoreServer.TIMEOUT, () -> batch.answer(unanswered("cut off")));
      case FROZEN -> {
        server.later(batch::apply);
        world.timeline.in(StoreServer.TIMEOUT, () -> batch.answer(unanswered("frozen")));
      }
      case WELL, CONFUSED -> {
        if (server.confused(seen)) {
          if (server.chance(0.5)) {
            Outcome _ = batch.apply();
          }
          world.timeline.in(server.networkNanos(), () -> batch.answer(this::throwNonsense));
        } else {
          Outcome done = batch.apply();
          boolean lost = server.loses();
          world.timeline.in(
              lost ? StoreServer.TIMEOUT : server.networkNanos(),
              () -> batch.answer(lost || isCutOff() ? unanswered("lost") : done));
        }
      }
    }
  }

  private Outcome throwNonsense() {
    throw server.nonsense();
  }

  @Override
  public Outcome applyCritical(Batch newest, JournalId after) {
    return call("critical " + newest, () -> store.applyCritical(newest, after));
  }

  @Override
  public Outcome probe(JournalId after) {
    return call("probe", () -> store.probe(after));
  }

  @Override
  public ReadPort reads() {
    return new ReadLink(world.plant, store.reads(), this::readFailure);
  }

  @Override
  public void close() {
    store.close();
  }

  private Outcome call(String what, Supplier<Outcome> command) {
    alone(what);
    host.killer.point("before " + what);
    if (server.neighbourHangs()) {
      world.clock.spend(StoreServer.TIMEOUT);
      return unanswered("the other one hangs");
    }
    StoreServer.Mood seen = server.mood(host);
    Outcome outcome =
        switch (seen) {
          case WELL, CONFUSED -> {
            server.latency();
            if (server.confused(seen)) {
              if (server.chance(0.5)) {
                Outcome _ = command.get();
              }
              throw server.nonsense();
            }
            Outcome done = command.get();
            if (server.loses()) {
              world.clock.spend(StoreServer.TIMEOUT);
              yield unanswered("lost");
            }
            yield done;
          }
          case DOWN -> new Outcome.Failed(new PricePort.Failure.Unreachable("down"));
          case FULL -> new Outcome.Failed(new PricePort.Failure.Refused("OOM", "full"));
          case UNANSWERING -> {
            world.clock.spend(StoreServer.TIMEOUT);
            yield unanswered("cut off");
          }
          case FROZEN -> {
            world.clock.spend(StoreServer.TIMEOUT);
            server.later(
                () -> {
                  Outcome then = command.get();
                  world.trace.note(
                      () -> server.name.text() + " comes to it: " + what + ": " + then);
                });
            yield unanswered("frozen");
          }
        };
    world.trace.note(() -> server.name.text() + ": " + what + ": " + outcome);
    host.killer.point("after " + what);
    return outcome;
  }

  /** A batch under the lease of now, whenever it takes effect. */
  private Supplier<Outcome> command(Batch batch, JournalId after) {
    WriterLease lease = claimed;
    Batch kept = Sabotage.kept(world.plant, batch);
    return () ->
        write(
            lease,
            false,
            () ->
                claimed.equals(lease)
                    ? Sabotage.written(world.plant, store, lease, store.apply(kept, after), kept)
                    : new Outcome.Fenced(claimed));
  }

  private Outcome write(WriterLease lease, boolean claims, Supplier<Outcome> command) {
    LeaseView before = server.lease();
    Outcome outcome = command.get();
    if (outcome instanceof Outcome.Applied) {
      server.wrote(lease, before, claims);
    }
    return outcome;
  }

  private boolean isCutOff() {
    StoreServer.Mood seen = server.mood(host);
    return seen == StoreServer.Mood.DOWN || seen == StoreServer.Mood.UNANSWERING;
  }

  private Optional<PricePort.Failure> readFailure() {
    host.killer.point("before a read");
    world.clock.spend(StoreServer.READ);
    return switch (server.mood(host)) {
      case WELL, FULL -> Optional.empty();
      case CONFUSED, DOWN, UNANSWERING, FROZEN ->
          Optional.of(new PricePort.Failure.Unanswered("not read"));
    };
  }

  private static Outcome unanswered(String detail) {
    return new Outcome.Failed(new PricePort.Failure.Unanswered(detail));
  }

  /** The port's contract: no other call before a batch's outcome was taken. */
  private void alone(String what) {
    if (sent.filter(SentBatch::outcomeDue).isPresent()) {
      throw world.broken("one call at a time", what + " while a batch is on its way");
    }
  }
}
