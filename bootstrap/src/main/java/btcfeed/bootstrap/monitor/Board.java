package btcfeed.bootstrap.monitor;

import static org.jline.utils.AttributedStyle.BOLD;
import static org.jline.utils.AttributedStyle.DEFAULT;
import static org.jline.utils.AttributedStyle.GREEN;
import static org.jline.utils.AttributedStyle.RED;
import static org.jline.utils.AttributedStyle.YELLOW;

import btcfeed.http.client.Overview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Lays out what is shown, as lines no longer than the window is wide. Pure. */
final class Board {
  private static final AttributedStyle FAINT = DEFAULT.faint();
  private static final int MOST_SWITCHES = 3;

  private final int width;
  private final List<AttributedString> lines = new ArrayList<>();

  private Board(int width) {
    this.width = width;
  }

  /** All of it, however long. */
  static List<AttributedString> lines(Shown shown, int width) {
    Board board = new Board(width);
    if (shown.help()) {
      board.help();
    } else {
      board.all(shown);
    }
    return List.copyOf(board.lines);
  }

  /** As much of it as the window has room for, the last line for the keys. */
  static List<AttributedString> screen(Shown shown, int width, int height) {
    List<AttributedString> all = lines(shown, width);
    List<AttributedString> fitting =
        new ArrayList<>(all.subList(0, Math.min(all.size(), Math.max(0, height - 1))));
    while (fitting.size() < height - 1) {
      fitting.add(AttributedString.EMPTY);
    }
    Board keys = new Board(width);
    keys.line(
        FAINT,
        "q quit  p "
            + (shown.paused() ? "go on" : "pause")
            + "  s sort: "
            + shown.order().text()
            + "  h help"
            + (all.size() > height - 1 ? "  (more below: a larger window shows it)" : ""));
    fitting.addAll(keys.lines);
    return fitting;
  }

  private void all(Shown shown) {
    title(shown);
    shown
        .gone()
        .ifPresent(
            gone ->
                line(
                    DEFAULT.foreground(RED).bold(),
                    "NO ANSWER for "
                        + Texts.duration(gone.seconds())
                        + ": "
                        + gone.why()
                        + (shown.last().isPresent() ? "; below is what it said last" : "")));
    shown.last().ifPresent(overview -> overview(overview, shown));
  }

  private void title(Shown shown) {
    String version = shown.last().map(overview -> " " + overview.version()).orElse("");
    line(
        BOLD,
        "BTC Live Feed" + version + "  " + shown.source() + (shown.paused() ? "  PAUSED" : ""));
  }

  private void overview(Overview overview, Shown shown) {
    AttributedStyle alarm = shown.gone().isPresent() ? FAINT : style(overview.status());
    line(
        alarm.bold(),
        overview.status().toUpperCase(Locale.ROOT)
            + "  up "
            + Texts.duration((long) overview.uptimeSeconds())
            + "  reconnects "
            + overview.reconnections());
    overview.reasons().forEach(reason -> line(alarm, "  " + reason));
    line(DEFAULT, "");
    price(overview, shown);
    overview.references().forEach(this::reference);
    budgets(overview.budgets());
    line(DEFAULT, "");
    stores(overview);
    line(DEFAULT, "");
    venues(overview, shown.order());
    line(DEFAULT, "");
    line(
        DEFAULT,
        "Processing  "
            + Texts.number(overview.processed())
            + " messages, mean "
            + Texts.millis(overview.processingMillis())
            + ", p99 "
            + Texts.millis(overview.p99Millis())
            + ", writes kept "
            + Texts.percent(overview.successRate()));
    Overview.Journal journal = overview.journal();
    line(
        journal.failure().isEmpty() && journal.dropped() == 0 ? DEFAULT : DEFAULT.foreground(RED),
        "Journal     "
            + Texts.number(journal.records())
            + " records, "
            + Texts.bytes(journal.bytes())
            + " of "
            + Texts.bytes(journal.maxBytes())
            + (journal.dropped() > 0 ? ", DROPPED " + Texts.number(journal.dropped()) : "")
            + (journal.failure().isEmpty() ? "" : ", FAILING: " + journal.failure()));
  }

  private void price(Overview overview, Shown shown) {
    if (overview.price().isEmpty()) {
      line(FAINT, "no price yet");
      return;
    }
    String text =
        overview.price()
            + "  "
            + overview.symbol()
            + " at "
            + overview.venue()
            + ", "
            + Texts.seconds(overview.priceAgeSeconds())
            + " ago  ";
    int room = width - text.length();
    line(BOLD, text + (room > 8 ? shown.prices().line(Math.min(room, 60)) : ""));
  }

  private void reference(Overview.Reference reference) {
    boolean ok = reference.state().equals("ok");
    line(
        ok ? DEFAULT : DEFAULT.foreground(YELLOW),
        "Reference   %s %s, %s"
            .formatted(
                reference.symbol(),
                reference.state(),
                reference.price().isEmpty()
                    ? "no price"
                    : "%s of %s within %s"
                        .formatted(
                            reference.price(),
                            reference.venues() == 1 ? "1 venue" : reference.venues() + " venues",
                            reference.confidence())));
  }

  private void budgets(List<Overview.Budget> budgets) {
    if (!budgets.isEmpty()) {
      boolean spent = budgets.stream().anyMatch(budget -> budget.spent() > 100);
      line(
          spent ? DEFAULT.foreground(RED) : DEFAULT,
          "Fresh price "
              + budgets.stream()
                  .map(
                      budget ->
                          "%s %.3f %% (%.0f %% of the budget)"
                              .formatted(budget.period(), budget.percent(), budget.spent()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private void stores(Overview overview) {
    line(FAINT, "Redis       state        lag       lag s   readers  where");
    for (Overview.Store store : overview.stores()) {
      line(
          style(store.state()),
          "%-11s %-11s %8s %9.1f   %-8s %s %s"
              .formatted(
                  store.name(),
                  store.state(),
                  Texts.number(store.lagTicks()),
                  store.lagSeconds(),
                  store.active() ? "here" : "",
                  store.address(),
                  store.version()));
      if (!store.detail().isEmpty()) {
        line(style(store.state()), "            " + store.detail());
      }
    }
    Overview.Sync sync = overview.sync();
    if (sync.state().equals("running")) {
      line(
          DEFAULT.foreground(YELLOW),
          "Catching up "
              + sync.store()
              + " "
              + Texts.bar(sync.done(), sync.total(), 24)
              + " "
              + Texts.number(sync.done())
              + " of "
              + Texts.number(sync.total())
              + ", "
              + Texts.number((long) sync.rate())
              + "/s, "
              + Texts.seconds(sync.eta())
              + " left");
    }
    overview.switches().stream()
        .limit(MOST_SWITCHES)
        .forEach(
            change ->
                line(
                    FAINT,
                    "  to "
                        + change.to()
                        + " at "
                        + change.at()
                        + ", "
                        + change.reason()
                        + ", for "
                        + Texts.duration((long) change.seconds())));
  }

  private void venues(Overview overview, Shown.Order order) {
    line(
        FAINT,
        "Venue             line         price    last s      ticks   gaps  fetched  refused");
    overview.venues().stream()
        .sorted(by(order))
        .forEach(
            venue ->
                line(
                    venueStyle(venue),
                    "%-17s %-12s %-7s %7s %10s %6d %8s %8d"
                        .formatted(
                            venue.name(),
                            venue.transport().equals("connected")
                                ? venue.subscription()
                                : venue.transport(),
                            venue.price(),
                            Texts.seconds(venue.tickAgeSeconds()),
                            Texts.number(venue.ticks()),
                            venue.gapsOpen(),
                            Texts.number(venue.backfilled()),
                            venue.refused())));
  }

  private void help() {
    line(BOLD, "Keys");
    line(DEFAULT, "  q  Ctrl-C   quit; the service goes on");
    line(DEFAULT, "  p           pause, and go on");
    line(DEFAULT, "  s           sort the venues by name, by most ticks, by oldest tick");
    line(DEFAULT, "  space       look now");
    line(DEFAULT, "  h  ?        this, and back");
    line(DEFAULT, "");
    line(DEFAULT, "lag is what a store does not have yet; readers should look at the store that");
    line(DEFAULT, "says here. gaps are holes being sought now, fetched are trades that were.");
  }

  private void line(AttributedStyle style, String text) {
    AttributedString whole = new AttributedStringBuilder().styled(style, text).toAttributedString();
    lines.add(whole.columnLength() > width ? whole.columnSubSequence(0, width) : whole);
  }

  private static Comparator<Overview.Venue> by(Shown.Order order) {
    return switch (order) {
      case NAME -> Comparator.comparing(Overview.Venue::name);
      case TICKS -> Comparator.comparingLong(Overview.Venue::ticks).reversed();
      case AGE ->
          Comparator.comparingDouble(
                  (Overview.Venue venue) -> venue.tickAgeSeconds().orElse(Double.POSITIVE_INFINITY))
              .reversed();
    };
  }

  private static AttributedStyle venueStyle(Overview.Venue venue) {
    return venue.price().equals("fresh")
        ? DEFAULT.foreground(GREEN)
        : DEFAULT.foreground(venue.transport().equals("connected") ? YELLOW : RED);
  }

  private static AttributedStyle style(String state) {
    return switch (state) {
      case "healthy", "live" -> DEFAULT.foreground(GREEN);
      case "degraded", "catching_up" -> DEFAULT.foreground(YELLOW);
      default -> DEFAULT.foreground(RED);
    };
  }
}
