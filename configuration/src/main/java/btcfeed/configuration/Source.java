package btcfeed.configuration;

import java.nio.file.Path;

/** The source of a value, in order of precedence. */
sealed interface Source {
  /** Its description. */
  String text();

  /** An option on the command line. */
  record Flag(String option) implements Source {
    @Override
    public String text() {
      return "option " + option;
    }
  }

  /** An environment variable. */
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

  /** A file with a secret, named by a variable. */
  record SecretFile(Path file, String variable) implements Source {
    @Override
    public String text() {
      return "file " + file + " named by " + variable;
    }
  }

  /** The setting is not set. */
  record Default() implements Source {
    @Override
    public String text() {
      return "default";
    }
  }
}
