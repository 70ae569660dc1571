package btcfeed.monitor;

import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * The terminal while it is ours, whole and without its cursor. Given back as it was, whichever way
 * the process ends, short of being killed.
 */
final class FullScreen implements AutoCloseable {
  private final Terminal terminal;
  private final Attributes before;
  private final Thread atTheEnd = Thread.ofPlatform().name("give-back").unstarted(this::giveBack);

  private boolean given;

  private FullScreen(Terminal terminal, Attributes before) {
    this.terminal = terminal;
    this.before = before;
  }

  static FullScreen take(Terminal terminal) {
    Attributes before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    // Ctrl-C is a key like any other, and Ctrl-Z does not leave a full screen behind.
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    FullScreen taken = new FullScreen(terminal, before);
    Runtime.getRuntime().addShutdownHook(taken.atTheEnd);
    return taken;
  }

  @Override
  public void close() {
    giveBack();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException _) {
      // The process is ending already.
    }
  }

  /** Draws, unless the terminal was given back meanwhile. */
  synchronized void draw(Runnable drawing) {
    if (!given) {
      drawing.run();
    }
  }

  private synchronized void giveBack() {
    if (!given) {
      given = true;
      terminal.puts(Capability.cursor_visible);
      terminal.puts(Capability.exit_ca_mode);
      terminal.flush();
      terminal.setAttributes(before);
    }
  }
}
