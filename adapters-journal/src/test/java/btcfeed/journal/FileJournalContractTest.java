package btcfeed.journal;

import btcfeed.domain.port.JournalPort;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The journal on disk")
class FileJournalContractTest extends JournalPortContract {
  @TempDir Path directory = Path.of("");

  @Override
  protected JournalPort open() {
    return Journals.open(directory);
  }

  @Override
  protected JournalPort reopen(JournalPort before) {
    // A dead process syncs and closes nothing; its files stay as they were.
    directory = Journals.copy(directory);
    before.close();
    return Journals.open(directory);
  }
}
