package btcfeed.bootstrap.monitor;

import btcfeed.domain.time.Clock;
import btcfeed.http.client.FeedClient;
import btcfeed.http.client.Overview;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The dashboard on a terminal, until somebody quits. One thread. */
final class Screen {
  private static final int CTRL_C = 3;
  private static final long LOOK_AT_KEYS_MS = 50;

  private final Terminal terminal;
  private final Supplier<FeedClient.Look> service;
  private final String source;
  private final Duration refresh;
  private final Clock clock;
  private final Prices prices = new Prices();

  private Optional<Overview> last = Optional.empty();
  private Optional<String> gone = Optional.empty();
  private long answeredNanos;
  private Shown.Order order = Shown.Order.NAME;
  private boolean paused;
  private boolean help;

  Screen(
      Terminal terminal,
      Supplier<FeedClient.Look> service,
      String source,
      Duration refresh,
      Clock clock) {
    this.terminal = terminal;
    this.service = service;
    this.source = source;
    this.refresh = refresh;
    this.clock = clock;
    this.answeredNanos = clock.nanos();
  }

  /** Shows it; returns when somebody quits or the terminal is gone. */
  void run() throws IOException {
    Attributes before = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    try {
      loop();
    } finally {
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.exit_ca_mode);
      terminal.setAttributes(before);
      terminal.flush();
    }
  }

  private void loop() throws IOException {
    Display display = new Display(terminal, true);
    NonBlockingReader keys = terminal.reader();
    long dueNanos = clock.nanos();
    while (true) {
      if (!paused && clock.nanos() - dueNanos >= 0) {
        look();
        dueNanos = clock.nanos() + refresh.toNanos();
      }
      draw(display);
      switch (keys.read(LOOK_AT_KEYS_MS)) {
        case 'q', 'Q', CTRL_C, NonBlockingReader.EOF -> {
          return;
        }
        case 'p', 'P' -> paused = !paused;
        case 's', 'S' -> order = order.next();
        case 'h', 'H', '?' -> help = !help;
        case ' ' -> dueNanos = clock.nanos();
        default -> {}
      }
    }
  }

  private void look() {
    switch (service.get()) {
      case FeedClient.Look.Seen(Overview overview, _) -> {
        last = Optional.of(overview);
        gone = Optional.empty();
        answeredNanos = clock.nanos();
        prices.add(overview.price());
      }
      case FeedClient.Look.Unseen(String why) -> gone = Optional.of(why);
    }
  }

  private void draw(Display display) {
    int width = Math.max(20, terminal.getWidth());
    int height = Math.max(3, terminal.getHeight());
    display.resize(height, width);
    display.update(Board.screen(shown(), width, height), 0);
  }

  private Shown shown() {
    long silent = (clock.nanos() - answeredNanos) / 1_000_000_000L;
    return new Shown(
        source, last, gone.map(why -> new Shown.Gone(why, silent)), prices, order, paused, help);
  }
}
