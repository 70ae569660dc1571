package btcfeed.application.simulation;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.testsupport.InMemoryJournal;
import java.util.List;
import java.util.function.Consumer;

/**
 * The fake journal, which passes the contract of the real one, for one life of the service: tells
 * the promises what was appended, and is a place to die before and after each append.
 */
final class TestedJournal implements JournalPort {
  private final World world;
  private final InMemoryJournal journal;
  private final Consumer<List<Entry>> appended;

  TestedJournal(World world, InMemoryJournal journal, Consumer<List<Entry>> appended) {
    this.world = world;
    this.journal = journal;
    this.appended = appended;
  }

  @Override
  public Appended append(List<Entry> entries) {
    world.killer.point("before an append");
    Appended outcome = journal.append(entries);
    if (outcome instanceof Appended.Done) {
      world.trace.note(
          () -> {
            StringBuilder all = new StringBuilder("journal has");
            entries.forEach(entry -> all.append(' ').append(Told.of(entry)));
            return all.toString();
          });
      appended.accept(List.copyOf(entries));
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
    return journal.readAfter(after);
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
  public void release(JournalId everyoneHas, long keepRecords) {
    journal.release(everyoneHas, keepRecords);
  }

  @Override
  public long dropOldest() {
    return journal.dropOldest();
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
