package btcfeed.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The computer and the software of a measurement. */
record Machine(Map<String, String> facts, ProcessorTime start) {

  static Machine look(EndToEndOptions options) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.vm.version"));
    facts.put("redis", redis(options));
    facts.put("redis_settings", "save '', appendonly no, maxmemory-policy noeviction");
    facts.put("jvm_flags", String.join(" ", LauncherFlags.read(options.root())));
    facts.put("rounds", Integer.toString(options.rounds()));
    EndToEndOptions.Sizes sizes = options.sizes();
    facts.put(
        "trades_a_round",
        "%,d at 10,000/s then %,d at saturation and %,d at 1,000/s to warm up, %,d at 1,000/s, %,d at 10,000/s, %,d at saturation"
            .formatted(
                sizes.warmUp(),
                sizes.warmBlast(),
                sizes.settle(),
                sizes.calm(),
                sizes.brisk(),
                sizes.blast()));
    return new Machine(facts, ProcessorTime.now());
  }

  /** The same, with the share of processor time that the host took since the start. */
  Machine measured() throws IOException {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put("stolen", start.until(ProcessorTime.now()));
    return new Machine(all, start);
  }

  String lines() {
    return facts.entrySet().stream()
        .map(fact -> "%-16s%s%n".formatted(fact.getKey().replace('_', ' '), fact.getValue()))
        .collect(Collectors.joining());
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String redis(EndToEndOptions options) throws IOException {
    Process process = new ProcessBuilder(options.redisServer(), "--version").start();
    try (var lines = process.inputReader()) {
      String line = lines.readLine();
      return line == null ? "unknown" : line;
    }
  }
}
