package btcfeed.rehearsal.faults;

import btcfeed.configuration.CannotStart;
import java.io.IOException;

/** Sends signals to processes of a rehearsal. */
public final class Signals {
  private Signals() {}

  /** Sends one: {@code STOP}, {@code CONT}. */
  public static void send(String signal, long pid) throws CannotStart {
    try {
      int _ = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    } catch (IOException failed) {
      throw new CannotStart("no process can be frozen here: " + failed);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
