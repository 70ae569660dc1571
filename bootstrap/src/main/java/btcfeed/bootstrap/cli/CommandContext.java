package btcfeed.bootstrap.cli;

import btcfeed.configuration.ConfigFault;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.ConfigRow;
import btcfeed.configuration.Loaded;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What every command uses: the environment, the verbs and the two outputs.
 *
 * @param environment the variables of the process
 */
record CommandContext(
    Map<String, String> environment, Verbs verbs, PrintStream out, PrintStream err) {

  /** Loads the configuration and runs the verb with it, or prints the faults. */
  int start(ConfigOptions options, ToIntFunction<Invocation> verb) {
    return start(options, List.of(), verb);
  }

  /** The same with settings from the options of the verb, which win over all others. */
  int start(ConfigOptions options, List<ConfigInput.Flag> own, ToIntFunction<Invocation> verb) {
    return switch (load(options, own)) {
      case Loaded.Usable usable ->
          verb.applyAsInt(new Invocation(usable.config(), usable.warnings(), out, err));
      case Loaded.Faulty faulty -> {
        int code = refuse(faulty);
        err.println("See every setting and where it came from: btc-feed check --print-config");
        yield code;
      }
    };
  }

  /** Prints every setting, its value and where it came from. */
  int print(ConfigOptions options) {
    Loaded loaded = load(options, List.of());
    ConfigRow.table(loaded.rows()).forEach(out::println);
    return switch (loaded) {
      case Loaded.Usable usable -> {
        warn(usable.warnings());
        yield Exit.FINE;
      }
      case Loaded.Faulty faulty -> refuse(faulty);
    };
  }

  private Loaded load(ConfigOptions options, List<ConfigInput.Flag> own) {
    List<ConfigInput.Flag> flags = Stream.concat(options.flags().stream(), own.stream()).toList();
    ConfigInput input = new ConfigInput(flags, environment, options.file());
    return ConfigLoader.load(input, verbs::plugins);
  }

  private int refuse(Loaded.Faulty faulty) {
    warn(faulty.warnings());
    int count = faulty.faults().size();
    err.println(
        count == 1
            ? "The configuration has a fault:"
            : "The configuration has " + count + " faults:");
    faulty.faults().stream().map(ConfigFault::text).forEach(text -> err.println("  " + text));
    return Exit.WRONG_USAGE;
  }

  private void warn(List<String> warnings) {
    warnings.forEach(warning -> err.println("Warning: " + warning));
  }
}
