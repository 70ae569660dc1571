package btcfeed.rehearsal.soak;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints the progress of a soak: a line for each fault, and its state. On a terminal the state is
 * one line at the bottom, rewritten every second; elsewhere a line every 30 s.
 */
final class Progress {
  private static final double PLAIN_EVERY_SECONDS = 30;
  private static final double TERMINAL_EVERY_SECONDS = 1;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final boolean terminal;
  private double lastSeconds = Double.NEGATIVE_INFINITY;

  Progress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  void print(String line) {
    err.println((terminal ? CLEAR : "") + line);
    err.flush();
    lastSeconds = terminal ? Double.NEGATIVE_INFINITY : lastSeconds;
  }

  void fault(double seconds, ScheduledFault fault) {
    print(time(seconds) + "  " + fault.text());
  }

  /** True if it is time to print the state. */
  boolean due(double seconds) {
    return seconds - lastSeconds >= (terminal ? TERMINAL_EVERY_SECONDS : PLAIN_EVERY_SECONDS);
  }

  void state(double seconds, String how) {
    String line = time(seconds) + "  " + how;
    if (terminal) {
      err.print(CLEAR + line);
    } else {
      err.println(line);
    }
    err.flush();
    lastSeconds = seconds;
  }

  /** Leaves the terminal as it was. */
  void end() {
    if (terminal) {
      err.print(CLEAR);
      err.flush();
    }
  }

  private static String time(double seconds) {
    long whole = (long) seconds;
    return whole >= 3_600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60);
  }
}
