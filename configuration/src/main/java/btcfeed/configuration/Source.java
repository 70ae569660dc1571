package btcfeed.configuration;

import java.nio.file.Path;

/** Where a value came from. In order of precedence. */
sealed interface Source {
  /** In words. */
  String text();

  /** An option of the command. */
  record Flag(String option) implements Source {
    @Override
    public String text() {
      return "option " + option;
    }
  }

  /** A variable of the environment. */
  record Environment(String variable) implements Source {
    @Override
    public String text() {
      return "environment " + variable;
    }
  }

  /** A line of the file named by {@code --config}. */
  record Line(Path file, String variable) implements Source {
    @Override
    public String text() {
      return "file " + file + " " + variable;
    }
  }

  /** A file that a variable names, for a secret. */
  record SecretFile(Path file, String variable) implements Source {
    @Override
    public String text() {
      return "file " + file + " named by " + variable;
    }
  }

  /** Nobody said anything. */
  record Default() implements Source {
    @Override
    public String text() {
      return "default";
    }
  }
}
