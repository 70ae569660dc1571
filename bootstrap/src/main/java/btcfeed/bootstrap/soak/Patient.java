package btcfeed.bootstrap.soak;

import btcfeed.bootstrap.Main;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * The service as the process that is looked at: {@code run}, and on the side it says after a full
 * collection what it holds, whenever a line comes in. When nobody can ask any more it stops: a soak
 * that is killed leaves none behind.
 */
public final class Patient {
  /** What its answers begin with, among the lines of the log. */
  static final String ANSWER = "soak-vitals ";

  private Patient() {}

  public static void main(String[] args) {
    Thread.ofPlatform().daemon().name("soak-vitals").start(Patient::answer);
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
        System.out.println(ANSWER + Vitals.ofThisProcess().text());
      }
    } catch (IOException gone) {
      // As the end of it.
    }
    System.exit(0);
  }

  /** Open files and sockets; 0 where the system does not say. */
  static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
