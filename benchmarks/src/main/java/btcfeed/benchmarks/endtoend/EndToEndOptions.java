package btcfeed.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The options of the end-to-end benchmark.
 *
 * @param json print JSON instead of the table
 * @param root the repository
 * @param scratch directory for the files of a round, including the service's journal
 * @param redisServer the program to start
 */
record EndToEndOptions(
    int rounds,
    Sizes sizes,
    List<Subject> subjects,
    boolean json,
    Path root,
    Path jar,
    Path scratch,
    String redisServer) {
  static final String USAGE =
      """
      usage: ./benchmark end-to-end [options]
        --rounds N          rounds of each system (3)
        --quick             one short round: a test, not a measurement
        --systems LIST      of bare,full,feed (all)
        --jar FILE          the service (bootstrap/target/btc-feed.jar)
        --scratch DIR       directory for the journal (benchmarks/target)
        --redis-server FILE the Redis program (redis-server in the PATH)
        --json              JSON on standard output instead of the table
      """;

  /**
   * The number of trades in each scenario.
   *
   * @param warmUp at 10,000 per second, not measured
   * @param warmBlast at full speed, not measured
   * @param settle at 1,000 per second, not measured, while the compiler finishes
   * @param calm at 1,000 per second
   * @param brisk at 10,000 per second
   * @param blast at full speed
   */
  record Sizes(int warmUp, int warmBlast, int settle, int calm, int brisk, int blast) {
    static final Sizes USUAL = new Sizes(100_000, 200_000, 10_000, 20_000, 100_000, 400_000);
    static final Sizes QUICK = new Sizes(20_000, 50_000, 1_000, 3_000, 20_000, 100_000);
  }

  /** Reads arguments. Throws {@code IllegalArgumentException} for invalid ones. */
  static EndToEndOptions parse(List<String> arguments, Path root) {
    int rounds = 3;
    Sizes sizes = Sizes.USUAL;
    List<Subject> subjects = List.of(Subject.values());
    boolean json = false;
    Path jar = root.resolve("bootstrap/target/btc-feed.jar");
    Path scratch = root.resolve("benchmarks/target");
    String redisServer = "redis-server";
    var left = arguments.iterator();
    while (left.hasNext()) {
      String option = left.next();
      switch (option) {
        case "--quick" -> {
          rounds = 1;
          sizes = Sizes.QUICK;
        }
        case "--json" -> json = true;
        case "--rounds", "--systems", "--jar", "--scratch", "--redis-server" -> {
          if (!left.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
          }
          String value = left.next();
          switch (option) {
            case "--rounds" -> rounds = rounds(value);
            case "--systems" -> subjects = subjects(value);
            case "--jar" -> jar = Path.of(value).toAbsolutePath();
            case "--scratch" -> scratch = Path.of(value).toAbsolutePath();
            default -> redisServer = value;
          }
        }
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new EndToEndOptions(rounds, sizes, subjects, json, root, jar, scratch, redisServer);
  }

  private static int rounds(String value) {
    if (!value.matches("[1-9]\\d?")) {
      throw new IllegalArgumentException("--rounds is 1 to 99, was " + value);
    }
    return Integer.parseInt(value);
  }

  private static List<Subject> subjects(String value) {
    return Arrays.stream(value.split(",", -1)).map(Subject::parse).distinct().toList();
  }
}
