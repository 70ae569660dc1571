package btcfeed.monitor;

import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** The function of a key. */
enum KeyBinding {
  QUIT,
  PAUSE,
  SORT,
  HELP,
  UP,
  DOWN,
  REFRESH,
  NONE;

  /** Reads the pressed key. */
  static KeyBinding read(BindingReader from, Terminal terminal) {
    return Optional.ofNullable(from.readBinding(map(terminal))).orElse(QUIT);
  }

  private static KeyMap<KeyBinding> map(Terminal terminal) {
    KeyMap<KeyBinding> map = new KeyMap<>();
    map.setNomatch(NONE);
    map.setUnicode(NONE);
    map.bind(QUIT, "q", "Q", KeyMap.ctrl('C'));
    map.bind(PAUSE, "p", "P");
    map.bind(SORT, "s", "S");
    map.bind(HELP, "h", "H", "?");
    map.bind(UP, "k", KeyMap.key(terminal, Capability.key_up), "\u001b[A");
    map.bind(DOWN, "j", KeyMap.key(terminal, Capability.key_down), "\u001b[B");
    map.bind(REFRESH, " ");
    // A single escape does nothing.
    map.bind(NONE, KeyMap.esc());
    return map;
  }
}
