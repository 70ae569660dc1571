package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which way the arrows point inside the HTTP adapter, and what of it is meant for others. */
final class HttpRules {
  private static final List<String> FOR_OTHERS =
      List.of("FeedHttp", "server.HttpOptions", "admin.AdminAccess", "admin.AdminToken");

  private HttpRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (HttpPart part : HttpPart.values()) {
      rules.add(
          rule(
              "Of the parts of HTTP, " + part.packageName() + " sees " + names(part),
              codebase ->
                  classes()
                      .that(in(codebase, part))
                      .should()
                      .onlyDependOnClassesThat(seen(codebase, part)),
              "http." + part.packageName() + ".Offences$KnowsTheWhole"));
    }
    rules.add(
        rule(
            "Of HTTP, others use the server as a whole and what it is told",
            codebase ->
                noClasses()
                    .that(resideOutsideOfPackage(codebase.of(FeedModule.HTTP)))
                    .should()
                    .dependOnClassesThat(
                        resideInAPackage(codebase.of(FeedModule.HTTP))
                            .and(DescribedPredicate.not(forOthers(codebase)))),
            "bootstrap.Offences$ReachesThroughTheDoor"));
    return List.copyOf(rules);
  }

  private static DescribedPredicate<JavaClass> in(Codebase codebase, HttpPart part) {
    return resideInAPackage(packageOf(codebase, part));
  }

  private static DescribedPredicate<JavaClass> seen(Codebase codebase, HttpPart part) {
    String[] packages =
        Stream.concat(Stream.of(part), part.sees().stream())
            .map(one -> packageOf(codebase, one))
            .toArray(String[]::new);
    return resideOutsideOfPackage(codebase.of(FeedModule.HTTP)).or(resideInAnyPackage(packages));
  }

  private static DescribedPredicate<JavaClass> forOthers(Codebase codebase) {
    String http = codebase.root() + "." + FeedModule.HTTP.packageName() + ".";
    return DescribedPredicate.describe(
        "are meant for others",
        one ->
            FOR_OTHERS.stream()
                .map(http::concat)
                .anyMatch(
                    name -> one.getName().equals(name) || one.getName().startsWith(name + "$")));
  }

  private static String packageOf(Codebase codebase, HttpPart part) {
    return codebase.root() + "." + FeedModule.HTTP.packageName() + "." + part.packageName() + "..";
  }

  private static String names(HttpPart part) {
    return part.sees().isEmpty()
        ? "nothing but itself"
        : String.join(", ", part.sees().stream().map(HttpPart::packageName).toList());
  }
}
