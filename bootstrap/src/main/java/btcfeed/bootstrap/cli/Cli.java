package btcfeed.bootstrap.cli;

import btcfeed.configuration.NearestName;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: parses arguments, calls the verb, and explains mistakes. */
public final class Cli {
  private static final String NO_SUCH_VERB = "Unknown subcommand";

  /** In the order of the help. */
  private static final List<String> VERBS =
      List.of(
          "help", "run", "demo", "monitor", "drill", "record", "replay", "export", "check",
          "venues", "plugins", "version");

  private Cli() {}

  /**
   * Runs the verb that the arguments name and returns its exit code: see {@link Exit}.
   *
   * <p>Prints usage mistakes and bugs to {@code err}; never throws.
   */
  public static int run(
      List<String> args,
      Map<String, String> environment,
      Verbs verbs,
      PrintStream out,
      PrintStream err) {
    CommandContext context = new CommandContext(environment, verbs, out, err);
    CommandLine top = new CommandLine(new Commands(context));
    addVerbs(top, args, context);
    top.setOut(new PrintWriter(out, true, out.charset()));
    top.setErr(new PrintWriter(err, true, err.charset()));
    top.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    top.setUsageHelpAutoWidth(false);
    top.setUsageHelpWidth(98);
    top.setParameterExceptionHandler((mistake, _) -> explain(mistake, err));
    top.setExecutionExceptionHandler((bug, _, _) -> report(bug, err));
    return top.execute(args.toArray(String[]::new));
  }

  /**
   * Adds the verb that the arguments name, or all verbs where that is not clear. Picocli reads the
   * annotations of a verb in some hundredths of a second, at every start.
   */
  private static void addVerbs(CommandLine top, List<String> args, CommandContext context) {
    Optional<String> wanted =
        args.stream().findFirst().filter(VERBS::contains).filter(verb -> !verb.equals("help"));
    for (String verb : wanted.map(List::of).orElse(VERBS)) {
      Object command =
          switch (verb) {
            case "help" -> new HelpCommand();
            case "drill" -> new DrillCommand(context);
            case "export" -> new ExportCommand(context);
            default -> CommandLine.getCommandMethods(Commands.class, verb).getFirst();
          };
      top.addSubcommand(verb, command);
    }
  }

  private static int explain(ParameterException mistake, PrintStream err) {
    CommandLine command = mistake.getCommandLine();
    boolean atTop = command.getParent() == null;
    err.println("btc-feed: " + (atTop ? atTop(mistake) : inVerb(mistake)));
    suggestion(mistake).ifPresent(word -> err.println("Did you mean " + word + "?"));
    if (atTop) {
      String verbs = String.join(", ", command.getSubcommands().keySet());
      err.println("Verbs: " + verbs + ". More: btc-feed help");
    } else {
      err.println("More: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return Exit.WRONG_USAGE;
  }

  private static String atTop(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      return "there is no " + unmatched.getUnmatched().getFirst();
    }
    // The help of an unknown verb.
    String message = firstLine(mistake);
    return message.startsWith(NO_SUCH_VERB)
        ? "there is no" + message.substring(NO_SUCH_VERB.length())
        : "a verb is missing";
  }

  private static String inVerb(ParameterException mistake) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
      return firstLine(mistake);
    }
    String word = unmatched.getUnmatched().getFirst();
    return word.startsWith("-")
        ? "there is no option '" + word + "'"
        : "'" + word + "' is more than this verb takes";
  }

  private static Optional<String> suggestion(ParameterException mistake) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = mistake.getCommandLine();
    List<String> known = new ArrayList<>(command.getSubcommands().keySet());
    command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
    return NearestName.to(unmatched.getUnmatched().getFirst(), known.stream());
  }

  private static String firstLine(ParameterException mistake) {
    return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("wrong usage");
  }

  private static int report(Exception bug, PrintStream err) {
    err.println("btc-feed: failed because of a bug, please report it:");
    bug.printStackTrace(err);
    return Exit.FAILED;
  }
}
