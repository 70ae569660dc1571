package btcfeed.monitor;

import btcfeed.domain.time.Clock;
import btcfeed.monitor.client.FeedClient.Look;
import btcfeed.monitor.client.Overview;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.keymap.BindingReader;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The dashboard on a terminal, until somebody quits. One thread draws and hears keys; another one
 * looks at the service. Drawn when there is something new, and once a second while time passes on
 * the screen.
 */
final class Screen {
  private static final long HEAR_KEYS_MS = 100;
  private static final long LONG_WAIT_S = 2;
  private static final int TOP_LEFT = 0;
  private static final int LEAST_WIDTH = 20;
  private static final int LEAST_HEIGHT = 3;
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Terminal terminal;
  private final TerminalCells cells;
  private final Supplier<Look> service;
  private final String source;
  private final Duration refresh;
  private final Clock clock;
  private final Trends trends = new Trends();

  private Optional<Overview> last = Optional.empty();
  private Optional<String> gone = Optional.empty();
  private Rates rates = Rates.UNKNOWN;
  private long lookedNanos;
  private long answeredNanos;
  private long answeredUs;
  private MonitorState.Order options = MonitorState.Order.NAME;
  private int scroll;
  private boolean paused;
  private boolean help;
  private boolean quit;

  Screen(
      Terminal terminal,
      TerminalCells cells,
      Supplier<Look> service,
      String source,
      Duration refresh,
      Clock clock) {
    this.terminal = terminal;
    this.cells = cells;
    this.service = service;
    this.source = source;
    this.refresh = refresh;
    this.clock = clock;
    this.answeredNanos = clock.nanos();
    this.answeredUs = clock.wallUs();
  }

  /** Shows it; returns when somebody quits or the terminal is gone. */
  void run() throws IOException {
    try (FullScreen screen = FullScreen.take(terminal);
        ApiPoller looker = new ApiPoller(service)) {
      loop(screen, looker);
    }
  }

  private void loop(FullScreen screen, ApiPoller looker) throws IOException {
    Display display = new Display(terminal, true);
    BindingReader keys = new BindingReader(terminal.reader());
    long dueNanos = clock.nanos();
    Optional<MonitorState> drawn = Optional.empty();
    Size size = new Size();
    while (!quit) {
      if (!paused && !looker.looking() && clock.nanos() - dueNanos >= 0) {
        lookedNanos = clock.nanos();
        looker.look();
        dueNanos = clock.nanos() + refresh.toNanos();
      }
      looker.seen().ifPresent(this::take);
      MonitorState now = shown(looker.looking());
      Size window = window();
      if (drawn.filter(now::equals).isEmpty() || !window.equals(size)) {
        boolean resized = !window.equals(size);
        screen.draw(() -> draw(display, now, window, resized));
        drawn = Optional.of(now);
        size = window;
      }
      switch (keys.peekCharacter(HEAR_KEYS_MS)) {
        case NonBlockingReader.EOF -> quit = true;
        case NonBlockingReader.READ_EXPIRED -> {}
        default -> {
          if (obey(KeyBinding.read(keys, terminal), now)) {
            dueNanos = clock.nanos();
          }
        }
      }
    }
  }

  /** Does what a key stands for; true if the service is to be looked at now. */
  private boolean obey(KeyBinding key, MonitorState now) {
    int venues = now.last().map(overview -> overview.venues().size()).orElse(0);
    switch (key) {
      case QUIT -> quit = true;
      case PAUSE -> paused = !paused;
      case SORT -> options = options.next();
      case HELP -> help = !help;
      case UP -> scroll = Math.max(0, scroll - 1);
      case DOWN -> scroll = Math.min(Math.max(0, venues - 1), scroll + 1);
      case LOOK, NONE -> {}
    }
    return key == KeyBinding.LOOK;
  }

  private void take(Look look) {
    switch (look) {
      case Look.Seen(Overview overview, _) -> {
        long now = clock.nanos();
        rates =
            last.map(before -> Rates.between(before, overview, (now - answeredNanos) / 1e9))
                .orElse(Rates.UNKNOWN);
        last = Optional.of(overview);
        gone = Optional.empty();
        answeredNanos = now;
        answeredUs = clock.wallUs();
        for (Overview.Reference reference : overview.references()) {
          if (!reference.price().isEmpty()) {
            trends.add(reference.symbol(), new BigDecimal(reference.price()), now);
          }
        }
      }
      case Look.Unseen(String why) -> gone = Optional.of(why);
    }
  }

  private void draw(Display display, MonitorState now, Size window, boolean resized) {
    if (resized) {
      // A terminal that changed its size has moved what was on it.
      terminal.puts(Capability.clear_screen);
      display.reset();
    }
    display.resize(window.getRows(), window.getColumns());
    display.update(
        cells.lines(ScreenLayout.screen(now, window.getColumns(), window.getRows())), TOP_LEFT);
  }

  /** Of a window that is smaller than anything could be shown in, only a part is seen. */
  private Size window() {
    return new Size(
        Math.max(LEAST_WIDTH, terminal.getWidth()), Math.max(LEAST_HEIGHT, terminal.getHeight()));
  }

  private MonitorState shown(boolean looking) {
    long silent = (clock.nanos() - answeredNanos) / 1_000_000_000L;
    long waited = (clock.nanos() - lookedNanos) / 1_000_000_000L;
    return new MonitorState(
        source,
        last,
        gone.map(why -> new MonitorState.Gone(why, DAY_TIME.format(answered()), silent)),
        looking && waited >= LONG_WAIT_S ? Optional.of(waited) : Optional.empty(),
        trends.now(),
        rates,
        options,
        scroll,
        paused,
        help);
  }

  private Instant answered() {
    return Instant.EPOCH.plus(answeredUs, ChronoUnit.MICROS);
  }
}
