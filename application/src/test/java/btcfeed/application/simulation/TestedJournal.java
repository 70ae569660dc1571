package btcfeed.application.simulation;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.JournalPort;
import btcfeed.testsupport.InMemoryJournal;
import java.util.List;
import java.util.function.Consumer;

/**
 * The fake journal, which passes the contract of the real one, for one life of the service. It
 * reports appended entries to the promises, and can kill the service before and after each append.
 */
final class TestedJournal implements JournalPort {
  private final World world;
  private final Instance host;
  private final InMemoryJournal journal;
  private final Promises promises;

  TestedJournal(World world, Instance host, Promises promises) {
    this.world = world;
    this.host = host;
    this.journal = host.disk();
    this.promises = promises;
  }

  @Override
  public Appended append(List<Entry> entries) {
    host.killer.point("before an append");
    List<Entry> all = Sabotage.appended(world.plant, entries);
    Appended outcome = journal.append(all);
    if (outcome instanceof Appended.Done) {
      world.trace.note(
          () -> {
            StringBuilder told = new StringBuilder(host.name() + " has");
            all.forEach(entry -> told.append(' ').append(EventTexts.of(entry)));
            return told.toString();
          });
      promises.appended(host, all);
      promises.journalStands(host, journal.status());
    }
    host.killer.point("after an append");
    return outcome;
  }

  @Override
  public void recover(Consumer<Entry> each) {
    world.trace.note(
        () -> {
          StringBuilder told = new StringBuilder(host.name()).append(" recovers");
          journal.recover(entry -> told.append(' ').append(EventTexts.of(entry)));
          return told.toString();
        });
    journal.recover(each);
  }

  @Override
  public Reader readAfter(JournalId after) {
    return Sabotage.read(world, journal.readAfter(after));
  }

  @Override
  public Reader readNewest(int records) {
    return journal.readNewest(records);
  }

  @Override
  public boolean holds(JournalId id) {
    return journal.holds(id);
  }

  @Override
  public void release(JournalId everyoneHas, long keepTicks) {
    journal.release(everyoneHas, keepTicks);
  }

  @Override
  public List<LostRange> lostRanges() {
    return journal.lostRanges();
  }

  @Override
  public Appended restore(List<Entry> entries) {
    return journal.restore(entries);
  }

  @Override
  public Appended cutAfter(JournalId id) {
    host.killer.point("before a cut");
    Appended outcome = journal.cutAfter(id);
    if (outcome instanceof Appended.Done) {
      world.trace.note(() -> host.name() + " cuts after " + id);
      promises.cut(host, journal.status());
    }
    host.killer.point("after a cut");
    return outcome;
  }

  @Override
  public Lineage lineage() {
    return journal.lineage();
  }

  @Override
  public void lineage(Lineage lineage) {
    world.trace.note(() -> host.name() + " lineage " + lineage);
    journal.lineage(lineage);
  }

  @Override
  public long dropOldest() {
    long lost = journal.dropOldest();
    promises.journalStands(host, journal.status());
    return lost;
  }

  @Override
  public Status status() {
    return journal.status();
  }

  @Override
  public void close() {
    journal.close();
  }
}
