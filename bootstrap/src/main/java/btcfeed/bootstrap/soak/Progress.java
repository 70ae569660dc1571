package btcfeed.bootstrap.soak;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Says how far a soak is: a line for each fault, and how it stands. On a terminal that is one line
 * at the bottom, rewritten; elsewhere a plain line now and then.
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

  void say(String line) {
    err.println((terminal ? CLEAR : "") + line);
    err.flush();
    lastSeconds = terminal ? Double.NEGATIVE_INFINITY : lastSeconds;
  }

  void fault(double seconds, ScheduledFault strike) {
    say(time(seconds) + "  " + strike.text());
  }

  /** Whether it is time to say how it stands. */
  boolean due(double seconds) {
    return seconds - lastSeconds >= (terminal ? TERMINAL_EVERY_SECONDS : PLAIN_EVERY_SECONDS);
  }

  void standing(double seconds, String how) {
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
