package btcfeed.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * A promise about the shape of the code.
 *
 * @param promise what it promises, in a sentence
 * @param law the rule itself, for a given codebase
 * @param offenders who breaks it in {@link Codebase#PLANTED}, all of them, by the end of their
 *     names
 */
record Rule(String promise, Function<Codebase, ArchRule> law, List<String> offenders) {
  static Rule rule(String promise, Function<Codebase, ArchRule> law, String... offenders) {
    return new Rule(promise, law, List.of(offenders));
  }

  @Override
  public String toString() {
    return promise;
  }
}
