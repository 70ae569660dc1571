package btcfeed.bootstrap;

import btcfeed.rehearsal.service.Vitals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The entry point of a service in a rehearsal: {@code run}, which also prints its {@link Vitals}
 * after a full collection for each line of its input. It ends when its input ends, so that a
 * rehearsal that is killed leaves no process behind.
 */
public final class RehearsedMain {
  private RehearsedMain() {}

  public static void main(String[] args) {
    Thread.ofPlatform().daemon().name("vitals").start(RehearsedMain::printVitals);
    Main.main(new String[] {"run"});
  }

  private static void printVitals() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      while (in.readLine() != null) {
        // Twice: the second frees what the first hands to cleaners.
        System.gc();
        System.gc();
        System.out.println(Vitals.ofThisProcess().text());
      }
    } catch (IOException gone) {
      // Like the end of the input.
    }
    System.exit(0);
  }
}
