package btcfeed.bootstrap;

import btcfeed.bootstrap.soak.Vitals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Where a service that is soaked begins: {@code run}, and on the side it says after a full
 * collection what it holds, whenever a line comes in. When nobody can ask any more it stops: a soak
 * that is killed leaves none behind.
 */
public final class SoakMain {
  private SoakMain() {}

  public static void main(String[] args) {
    Thread.ofPlatform().daemon().name("vitals").start(SoakMain::answer);
    Main.main(new String[] {"run"});
  }

  private static void answer() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      while (in.readLine() != null) {
        // Twice: what the first one hands to cleaners is gone after the second.
        System.gc();
        System.gc();
        System.out.println(Vitals.ofThisProcess().text());
      }
    } catch (IOException gone) {
      // As the end of it.
    }
    System.exit(0);
  }
}
