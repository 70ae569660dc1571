package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.read.JournalPages;
import btcfeed.application.read.ReadRecords.Page;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Pages of the journal")
class JournalPagesTest {
  private final World world = World.start();
  private final JournalPages pages = new JournalPages(world.journal);

  @Test
  @DisplayName("go through everything once, in order, whatever their size")
  void everything() {
    world.arriveEach(1, 25);
    List<Long> seen = new ArrayList<>();

    Page page = pages.after(JournalId.START, 10, JournalPagesTest::tick);
    seen.addAll(World.ids(page.entries()));
    while (page.more()) {
      page = pages.after(page.reached(), 10, JournalPagesTest::tick);
      seen.addAll(World.ids(page.entries()));
    }

    assertThat(seen).isEqualTo(World.upTo(25));
    assertThat(pages.after(page.reached(), 10, JournalPagesTest::tick).entries()).isEmpty();
  }

  @Test
  @DisplayName("of the newest are the newest, oldest of them first, and go on behind them")
  void newest() {
    world.arriveEach(1, 25);

    Page page = pages.newest(3, JournalPagesTest::tick);
    world.arrive(26);

    assertThat(World.ids(page.entries())).containsExactly(23L, 24L, 25L);
    assertThat(World.ids(pages.after(page.reached(), 3, JournalPagesTest::tick).entries()))
        .containsExactly(26L);
  }

  @Test
  @DisplayName("leave out what is not wanted")
  void wanted() {
    world.arrive(1, 3, 2);

    assertThat(pages.newest(10, event -> event instanceof JournalEvent.GapChanged).entries())
        .hasSize(2);
  }

  @Test
  @DisplayName("of an empty journal are empty")
  void empty() {
    assertThat(pages.newest(10, _ -> true)).isEqualTo(new Page(List.of(), JournalId.START, false));
  }

  private static boolean tick(JournalEvent event) {
    return event instanceof JournalEvent.Ticked;
  }
}
