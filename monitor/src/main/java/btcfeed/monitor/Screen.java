package btcfeed.monitor;

import btcfeed.domain.time.Clock;
import btcfeed.monitor.client.FeedClient.PollResult;
import btcfeed.monitor.client.Overview;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jline.keymap.BindingReader;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The dashboard on a terminal, until the user quits. One thread draws and reads keys; another one
 * polls the service. The screen is drawn again whenever its content changes.
 */
final class Screen {
  private static final long READ_KEYS_MS = 100;
  private static final long LONG_WAIT_S = 2;
  private static final int TOP_LEFT = 0;
  private static final int LEAST_WIDTH = 20;
  private static final int LEAST_HEIGHT = 3;
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Terminal terminal;
  private final TerminalCells cells;
  private final Supplier<PollResult> service;
  private final String source;
  private final Duration refresh;
  private final Clock clock;
  private final Map<String, Trend> trends = new HashMap<>();

  private Optional<CompletableFuture<PollResult>> polling = Optional.empty();
  private Optional<Overview> last = Optional.empty();
  private Optional<String> failure = Optional.empty();
  private Rates rates = Rates.UNKNOWN;
  private long polledNanos;
  private long answeredNanos;
  private long answeredUs;
  private MonitorState.Order order = MonitorState.Order.NAME;
  private int scroll;
  private boolean paused;
  private boolean help;
  private boolean quit;

  Screen(
      Terminal terminal,
      TerminalCells cells,
      Supplier<PollResult> service,
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

  /** Runs until the user quits or the terminal is closed. */
  void run() throws IOException {
    ExecutorService poller =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name("poll").factory());
    try (FullScreen screen = FullScreen.take(terminal)) {
      loop(screen, poller);
    } finally {
      poller.shutdownNow();
    }
  }

  private void loop(FullScreen screen, ExecutorService poller) throws IOException {
    Display display = new Display(terminal, true);
    BindingReader keys = new BindingReader(terminal.reader());
    long dueNanos = clock.nanos();
    Optional<MonitorState> drawn = Optional.empty();
    Size size = new Size();
    while (!quit) {
      if (!paused && polling.isEmpty() && clock.nanos() - dueNanos >= 0) {
        polledNanos = clock.nanos();
        polling = Optional.of(CompletableFuture.supplyAsync(service, poller));
        dueNanos = clock.nanos() + refresh.toNanos();
      }
      polling
          .filter(CompletableFuture::isDone)
          .ifPresent(
              done -> {
                polling = Optional.empty();
                take(done.join());
              });
      MonitorState now = state();
      Size window = window();
      if (drawn.filter(now::equals).isEmpty() || !window.equals(size)) {
        boolean resized = !window.equals(size);
        screen.draw(() -> draw(display, now, window, resized));
        drawn = Optional.of(now);
        size = window;
      }
      switch (keys.peekCharacter(READ_KEYS_MS)) {
        case NonBlockingReader.EOF -> quit = true;
        case NonBlockingReader.READ_EXPIRED -> {}
        default -> {
          if (execute(KeyBinding.read(keys, terminal), now)) {
            dueNanos = clock.nanos();
          }
        }
      }
    }
  }

  /** Executes a key; true if the service must be polled now. */
  private boolean execute(KeyBinding key, MonitorState now) {
    int venues = now.last().map(overview -> overview.venues().size()).orElse(0);
    switch (key) {
      case QUIT -> quit = true;
      case PAUSE -> paused = !paused;
      case SORT -> order = order.next();
      case HELP -> help = !help;
      case UP -> scroll = Math.max(0, scroll - 1);
      case DOWN -> scroll = Math.min(Math.max(0, venues - 1), scroll + 1);
      case REFRESH, NONE -> {}
    }
    return key == KeyBinding.REFRESH;
  }

  private void take(PollResult result) {
    switch (result) {
      case PollResult.Answered(Overview overview, _) -> {
        long now = clock.nanos();
        rates =
            last.map(before -> Rates.between(before, overview, (now - answeredNanos) / 1e9))
                .orElse(Rates.UNKNOWN);
        last = Optional.of(overview);
        failure = Optional.empty();
        answeredNanos = now;
        answeredUs = clock.wallUs();
        for (Overview.Reference reference : overview.references()) {
          if (!reference.price().isEmpty()) {
            BigDecimal price = new BigDecimal(reference.price());
            Trend before = trends.getOrDefault(reference.symbol(), Trend.NONE);
            trends.put(reference.symbol(), before.plus(price, now));
          }
        }
      }
      case PollResult.Failed(String why) -> failure = Optional.of(why);
    }
  }

  private void draw(Display display, MonitorState now, Size window, boolean resized) {
    if (resized) {
      // A resize moves the content of the terminal.
      terminal.puts(Capability.clear_screen);
      display.reset();
    }
    display.resize(window.getRows(), window.getColumns());
    display.update(
        cells.lines(ScreenLayout.screen(now, window.getColumns(), window.getRows())), TOP_LEFT);
  }

  /** The size of the window, but at least the minimum; a smaller window shows a part. */
  private Size window() {
    return new Size(
        Math.max(LEAST_WIDTH, terminal.getWidth()), Math.max(LEAST_HEIGHT, terminal.getHeight()));
  }

  private MonitorState state() {
    long silentSeconds = (clock.nanos() - answeredNanos) / 1_000_000_000L;
    long waited = (clock.nanos() - polledNanos) / 1_000_000_000L;
    return new MonitorState(
        source,
        last,
        failure.map(
            why -> new MonitorState.Outage(why, DAY_TIME.format(answered()), silentSeconds)),
        polling.isPresent() && waited >= LONG_WAIT_S ? Optional.of(waited) : Optional.empty(),
        Map.copyOf(trends),
        rates,
        order,
        scroll,
        paused,
        help);
  }

  private Instant answered() {
    return Instant.EPOCH.plus(answeredUs, ChronoUnit.MICROS);
  }
}
