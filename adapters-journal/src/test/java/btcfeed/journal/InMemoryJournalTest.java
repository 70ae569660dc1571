package btcfeed.journal;

import btcfeed.domain.port.JournalPort;
import btcfeed.testsupport.InMemoryJournal;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The fake journal")
class InMemoryJournalTest extends JournalPortContract {
  @Override
  protected JournalPort open() {
    return new InMemoryJournal(12, 20_000);
  }

  @Override
  protected JournalPort reopen(JournalPort before) {
    return ((InMemoryJournal) before).reopened();
  }
}
