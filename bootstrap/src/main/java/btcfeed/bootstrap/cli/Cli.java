package btcfeed.bootstrap.cli;

import btcfeed.bootstrap.config.NearestName;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: understands arguments, calls the verb, answers mistakes. */
public final class Cli {
  private Cli() {}

  /**
   * Does what the arguments say and returns the exit code: see {@link Exit}.
   *
   * <p>Returns when the verb does. Prints usage mistakes and bugs to {@code err}; never throws.
   */
  public static int run(
      List<String> args,
      Map<String, String> environment,
      Verbs verbs,
      PrintStream out,
      PrintStream err) {
    Desk desk = new Desk(environment, verbs, out, err);
    CommandLine top = new CommandLine(new TopCommand());
    top.addSubcommand(new RunCommand(desk));
    top.addSubcommand(new DemoCommand(desk));
    top.addSubcommand(new MonitorCommand(desk));
    top.addSubcommand(new DrillCommand(desk));
    top.addSubcommand(new RecordCommand(desk));
    top.addSubcommand(new ReplayCommand(desk));
    top.addSubcommand(new CheckCommand(desk));
    top.addSubcommand(new VenuesCommand(desk));
    top.addSubcommand(new VersionCommand(desk));
    top.setOut(new PrintWriter(out, true, out.charset()));
    top.setErr(new PrintWriter(err, true, err.charset()));
    top.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    top.setUsageHelpAutoWidth(false);
    top.setUsageHelpWidth(98);
    top.setParameterExceptionHandler((mistake, _) -> answer(mistake, err));
    top.setExecutionExceptionHandler((bug, _, _) -> report(bug, err));
    return top.execute(args.toArray(String[]::new));
  }

  private static int answer(ParameterException mistake, PrintStream err) {
    CommandLine command = mistake.getCommandLine();
    boolean atTop = command.getParent() == null;
    err.println("btc-feed: " + (atTop ? atTop(mistake) : firstLine(mistake)));
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
    // Asked for the help of a verb that is none.
    String said = firstLine(mistake);
    return said.startsWith("Unknown subcommand") ? said : "say what to do";
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
