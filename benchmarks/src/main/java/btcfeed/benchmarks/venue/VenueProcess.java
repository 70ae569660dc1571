package btcfeed.benchmarks.venue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The venue as a process. It reads commands from standard input, answers each on standard output,
 * and ends with its input.
 *
 * <pre>
 *                      port PORT               once, after start
 * connections          connections N
 * paced RATE COUNT     sent FIRST_US LAST_US   after the last write
 * blast COUNT          sent FIRST_US LAST_US   after the last write
 * </pre>
 */
public final class VenueProcess {
  private VenueProcess() {}

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    try (BlastVenue venue = new BlastVenue();
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      answer("port " + venue.port());
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] words = line.split(" ", -1);
        answer(
            switch (words[0]) {
              case "connections" -> "connections " + venue.connections();
              case "paced" -> venue.paced(number(words[1]), number(words[2])).toString();
              case "blast" -> venue.blast(number(words[1])).toString();
              default -> throw new IllegalArgumentException("unknown command: " + line);
            });
      }
    }
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private static void answer(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
