package btcfeed.application.simulation;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.InMemoryJournal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One host: its name, its clock, its disk and its network, and the service that runs on it at
 * times.
 */
final class Instance {
  private static final long NEVER = Long.MIN_VALUE / 2;

  final Killer killer = new Killer();
  final WallClock clock;
  private final World world;
  private final String host;
  private final Map<StoreName, Cut> cuts = new EnumMap<>(StoreName.class);
  private int disks;
  private InMemoryJournal disk;
  private JournalPromises history;
  private Optional<Service> service = Optional.empty();
  private long epoch;
  private long frozenUntil;
  private long venuesCutUntil;
  private long disturbedAt = NEVER;
  private long aliveSince;
  private long endedAt = NEVER;
  private long leadingSince;
  private boolean led;
  private boolean losesDisk;

  /**
   * A store that this host cannot reach.
   *
   * @param as what it looks like from here
   */
  private record Cut(StoreServer.Mood as, long until) {}

  Instance(World world, String host, InMemoryJournal disk, List<Ledger> ledgers) {
    this.world = world;
    this.host = host;
    this.disk = disk;
    this.clock = new WallClock(world.clock);
    this.history = new JournalPromises(world, ledgers);
  }

  /** The name of its journal: a host with a new disk has a new one. */
  String name() {
    return disks == 0 ? host : host + "-" + disks;
  }

  JournalPromises history() {
    return history;
  }

  InMemoryJournal disk() {
    return disk;
  }

  Optional<Service> service() {
    return service;
  }

  /** A durable epoch that is higher than all that this disk has used. */
  long nextEpoch(long atLeast) {
    epoch = Math.max(atLeast, epoch + 1);
    return epoch;
  }

  /** True if this is the last lease that it asked for. */
  boolean has(WriterLease lease) {
    return lease.instance().equals(name()) && lease.epoch() == epoch;
  }

  void starts(Service started) {
    service = Optional.of(started);
    aliveSince = world.clock.nanos();
    led = false;
  }

  /** What was running is gone; the disk is what it was. */
  void ends(Plant plant) {
    service.ifPresent(Service::dies);
    endedAt = world.clock.nanos();
    service = Optional.empty();
    led = false;
    history.serviceDied();
    disk = Sabotage.reopened(plant, disk);
    history.reopened(disk.status().newest());
  }

  /** Its disk is lost when its service ends. */
  void loseDiskAtEnd() {
    losesDisk = true;
  }

  boolean takesDiskAlong() {
    boolean lost = losesDisk;
    losesDisk = false;
    return lost;
  }

  /** The next service starts on an empty disk. */
  void losesDisk(InMemoryJournal empty, List<Ledger> ledgers) {
    disks++;
    disk = empty;
    epoch = 0;
    history = new JournalPromises(world, ledgers);
  }

  /** Nothing of it runs until then; what it has sent still arrives. */
  void freeze(long nanos) {
    world.trace.note(() -> name() + " is frozen");
    frozenUntil = Math.max(frozenUntil, world.clock.nanos() + nanos);
    disturbed(frozenUntil);
  }

  long frozenUntil() {
    return frozenUntil;
  }

  boolean isFrozen() {
    return world.clock.nanos() < frozenUntil;
  }

  void cutOff(StoreName store, StoreServer.Mood as, long nanos) {
    world.trace.note(() -> name() + " cannot reach the " + store.text() + ": " + as);
    cuts.put(store, new Cut(as, world.clock.nanos() + nanos));
    disturbed(world.clock.nanos() + nanos);
  }

  void cutOffVenues(long nanos) {
    venuesCutUntil = world.clock.nanos() + nanos;
    disturbed(venuesCutUntil);
  }

  boolean reachesVenues() {
    return world.clock.nanos() >= venuesCutUntil;
  }

  /** What a store that is {@code mood} looks like from here. */
  StoreServer.Mood sees(StoreName store, StoreServer.Mood mood) {
    Cut cut = cuts.get(store);
    return cut == null || world.clock.nanos() >= cut.until() ? mood : cut.as();
  }

  private void disturbed(long until) {
    disturbedAt = Math.max(disturbedAt, until);
  }

  /** From now on nothing new is wrong with it; it stays frozen for as long as it would have. */
  void calm() {
    long now = world.clock.nanos();
    killer.spare();
    cuts.clear();
    venuesCutUntil = Math.min(venuesCutUntil, now);
    // What waits for the end of the freeze is on the timeline: a part of it cannot wake earlier.
    disturbedAt = Math.min(disturbedAt, Math.max(frozenUntil, now));
    healDisk();
  }

  /** Appends fail until {@link #healDisk}; for want of room, the oldest records are dropped. */
  void failDisk(boolean full, long nanos) {
    if (full) {
      disk.fillDisk();
    } else {
      disk.failAppends("broken");
    }
    history.failingUntil(world.clock.nanos() + nanos);
    world.timeline.in(nanos, this::healDisk);
  }

  void healDisk() {
    disk.healAppends();
    history.failingUntil(world.clock.nanos());
  }

  /** After every step. */
  void observe() {
    boolean leads = leads();
    if (leads && !led) {
      leadingSince = world.clock.nanos();
    }
    led = leads;
  }

  boolean leads() {
    return service.filter(Service::leads).isPresent();
  }

  /** For how long its service has run; 0 while none does. */
  long aliveFor() {
    return service.isPresent() ? world.clock.nanos() - aliveSince : 0;
  }

  /** For how long it has led with nothing wrong on its host; 0 while it does not. */
  long leadingWellFor() {
    return led ? Math.max(0, world.clock.nanos() - Math.max(leadingSince, disturbedAt)) : 0;
  }

  /** True if its service ended or froze at that moment, and has not run since. */
  boolean isGoneSince(long nanos) {
    // A step that died had spent some time.
    return (service.isEmpty() || isFrozen()) && endedAt <= nanos + TrueTime.SECOND;
  }

  /** True if it was well since then, or did not run at all. */
  boolean isUndisturbedSince(long nanos) {
    return service.isEmpty()
        ? endedAt <= nanos
        : aliveSince <= nanos && disturbedAt <= nanos && frozenUntil <= nanos;
  }

  /** For how long nothing has been wrong on its host. */
  long wellFor() {
    return service.isEmpty()
        ? 0
        : Math.max(0, world.clock.nanos() - Math.max(aliveSince, disturbedAt));
  }
}
