package btcfeed.monitor;

import btcfeed.domain.time.Clock;
import btcfeed.monitor.client.FeedClient.PollResult;
import btcfeed.monitor.client.Overview;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/** Shows the state of a service: once as text or JSON, or continuously on a terminal. */
public final class Monitor {
  private final Supplier<PollResult> service;
  private final String source;
  private final Clock clock;

  /**
   * Creates a monitor.
   *
   * @param source the address of the service, for the title
   */
  public Monitor(Supplier<PollResult> service, String source, Clock clock) {
    this.service = service;
    this.source = source;
    this.clock = clock;
  }

  /**
   * Shows the service as JSON, on the full screen of a terminal, or as one plain snapshot.
   *
   * @param environment with {@code NO_COLOR} to switch colours off
   * @return false if the service did not answer
   */
  public boolean watch(
      MonitorOptions options, Map<String, String> environment, PrintStream out, PrintStream err) {
    boolean once = options.once() || options.json();
    return (!once && fullScreen(options.refresh(), environment)) || print(options.json(), out, err);
  }

  /**
   * Prints one plain snapshot, or the answers of the service as one JSON document.
   *
   * @return false if the service did not answer
   */
  boolean print(boolean json, PrintStream out, PrintStream err) {
    return switch (service.get()) {
      case PollResult.Answered(Overview overview, String answers) -> {
        (json ? List.of(answers) : Snapshot.lines(overview, source)).forEach(out::println);
        yield true;
      }
      case PollResult.Failed(String why) -> {
        err.println("The service does not answer: " + why + ".");
        err.println("Start it with btc-feed run, or name its address with --host and --port.");
        yield false;
      }
    };
  }

  /** Shows the state until the user quits; false without a usable terminal. */
  private boolean fullScreen(Duration refresh, Map<String, String> environment) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return false;
    }
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).build()) {
      if (Optional.ofNullable(terminal.getStringCapability(Capability.cursor_address)).isEmpty()) {
        return false;
      }
      show(terminal, refresh, environment);
      return true;
    } catch (IOException | IllegalStateException _) {
      // Not a usable terminal.
      return false;
    }
  }

  /** Shows the state on this terminal until the user quits. */
  void show(Terminal terminal, Duration refresh, Map<String, String> environment)
      throws IOException {
    boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean unicode = terminal.outputEncoding().newEncoder().canEncode('\u2588');
    new Screen(terminal, new TerminalCells(colour, unicode), service, source, refresh, clock).run();
  }
}
