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
  private final InMemoryJournal journal;
  private final Promises promises;

  TestedJournal(World world, InMemoryJournal journal, Promises promises) {
    this.world = world;
    this.journal = journal;
    this.promises = promises;
  }

  @Override
  public Appended append(List<Entry> entries) {
    world.killer.point("before an append");
    List<Entry> all = Sabotage.appended(world.plant, entries);
    Appended outcome = journal.append(all);
    if (outcome instanceof Appended.Done) {
      world.trace.note(
          () -> {
            StringBuilder told = new StringBuilder("journal has");
            all.forEach(entry -> told.append(' ').append(EventTexts.of(entry)));
            return told.toString();
          });
      promises.appended(all);
      promises.journalStands(journal.status());
    }
    world.killer.point("after an append");
    return outcome;
  }

  @Override
  public void recover(Consumer<Entry> each) {
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
    return journal.cutAfter(id);
  }

  @Override
  public Lineage lineage() {
    return journal.lineage();
  }

  @Override
  public void lineage(Lineage lineage) {
    journal.lineage(lineage);
  }

  @Override
  public long dropOldest() {
    long lost = journal.dropOldest();
    promises.journalStands(journal.status());
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
