package btcfeed.monitor;

import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * Full use of the terminal, without its cursor. The terminal is restored when the process ends,
 * except when it is killed.
 */
final class FullScreen implements AutoCloseable {
  private final Terminal terminal;
  private final Attributes before;
  private final Thread onExit =
      Thread.ofPlatform().name("restore-terminal").unstarted(this::restore);

  private boolean restored;

  private FullScreen(Terminal terminal, Attributes before) {
    this.terminal = terminal;
    this.before = before;
  }

  static FullScreen take(Terminal terminal) {
    Attributes before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // Ctrl-C is an ordinary key, and Ctrl-Z cannot leave a full screen behind.
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    FullScreen screen = new FullScreen(terminal, before);
    Runtime.getRuntime().addShutdownHook(screen.onExit);
    return screen;
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException _) {
      // The process already ends.
    }
  }

  /** Draws unless the terminal was restored. */
  synchronized void draw(Runnable drawing) {
    if (!restored) {
      drawing.run();
    }
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.exit_ca_mode);
      terminal.flush();
      terminal.setAttributes(before);
    }
  }
}
