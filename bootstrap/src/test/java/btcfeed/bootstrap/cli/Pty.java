package btcfeed.bootstrap.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.AbstractPosixTerminal;

/**
 * A pseudo-terminal of the kernel, a window that shows what is written to it, and a program in it:
 * the one of this project, started as a user would.
 */
final class Pty implements AutoCloseable {
  private final org.jline.terminal.spi.Pty pty;
  private final ScreenTerminal window;
  private final Process program;

  private Pty(org.jline.terminal.spi.Pty pty, ScreenTerminal window, Process program) {
    this.pty = pty;
    this.window = window;
    this.program = program;
  }

  static Pty start(Size size, String type, List<String> args) throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("ffm")
            .type("xterm-256color")
            .size(size)
            .streams(InputStream.nullInputStream(), OutputStream.nullOutputStream())
            .paused(true)
            .build();
    org.jline.terminal.spi.Pty pty = ((AbstractPosixTerminal) terminal).getPty();
    pty.setSize(size);
    // Its name is only in its text: FfmNativePty[/dev/pts/7].
    File device = new File(pty.toString().replaceAll("^[^\\[]*\\[|\\]$", ""));
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("btcfeed.bootstrap.Main");
    command.addAll(args);
    ProcessBuilder start =
        new ProcessBuilder(command)
            .redirectInput(device)
            .redirectOutput(device)
            .redirectError(device);
    start.environment().put("TERM", type);
    start.environment().put("LC_ALL", "C.UTF-8");
    start.environment().remove("NO_COLOR");
    Process program = start.start();
    ScreenTerminal window = new ScreenTerminal(size.getColumns(), size.getRows());
    Thread.ofPlatform().daemon().name("window").start(() -> show(pty, window));
    return new Pty(pty, window, program);
  }

  /** What the window shows now. */
  String screen() {
    return window.toString();
  }

  void type(String keys) throws IOException {
    pty.getMasterOutput().write(keys.getBytes(StandardCharsets.UTF_8));
    pty.getMasterOutput().flush();
  }

  void resize(Size size) throws IOException {
    window.setSize(size.getColumns(), size.getRows());
    pty.setSize(size);
  }

  /** True if what is typed is shown, as a shell would have it. */
  boolean echoes() throws IOException {
    return pty.getAttr().getLocalFlag(org.jline.terminal.Attributes.LocalFlag.ECHO);
  }

  Process program() {
    return program;
  }

  @Override
  public void close() {
    program.destroyForcibly();
    // The terminal belongs to the test process: no other may get its number while it is read.
  }

  private static void show(org.jline.terminal.spi.Pty pty, ScreenTerminal window) {
    try (Reader written = new InputStreamReader(pty.getMasterInput(), StandardCharsets.UTF_8)) {
      char[] some = new char[4096];
      for (int n = written.read(some); n >= 0; n = written.read(some)) {
        window.write(new String(some, 0, n));
      }
    } catch (IOException _) {
      // The terminal is closed.
    }
  }
}
