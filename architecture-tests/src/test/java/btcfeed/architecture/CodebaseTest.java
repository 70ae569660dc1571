package btcfeed.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.FailureReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The code")
class CodebaseTest {

  static Stream<Rule> rules() {
    return Stream.of(
            ModuleRules.rules(),
            HttpRules.rules(),
            LibraryRules.rules(),
            HostRules.rules(),
            ShapeRules.rules(),
            CounterRules.rules())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @DisplayName("keeps each of its rules")
  void keepsItsRules(Rule rule) {
    rule.law().apply(Codebase.PRODUCT).as(rule.promise()).check(Codebase.PRODUCT.classes());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @DisplayName("has rules that the planted violations break, and nothing else does")
  void rulesCanBeBroken(Rule rule) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> rule.law().apply(Codebase.PLANTED).check(Codebase.PLANTED.classes()))
        .satisfies(
            broken ->
                assertThat(rule.offenders())
                    .isNotEmpty()
                    .allSatisfy(offender -> assertThat(broken).hasMessageContaining(offender)));

    FailureReport report =
        rule.law().apply(Codebase.PLANTED).evaluate(Codebase.PLANTED.classes()).getFailureReport();
    assertThat(report.getDetails())
        .allSatisfy(
            detail -> assertThat(rule.offenders()).anySatisfy(o -> assertThat(detail).contains(o)));
  }

  @ParameterizedTest
  @EnumSource(FeedModule.class)
  @DisplayName("has classes in every module, so that no rule about it is idle")
  void everyModuleHasClasses(FeedModule module) {
    String packageName = "btcfeed." + module.packageName() + ".";

    assertThat(Codebase.PRODUCT.classes().stream().map(JavaClass::getName))
        .as("classes of %s", module.folder())
        .filteredOn(name -> name.startsWith(packageName))
        .isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("members")
  @DisplayName("refuses each member of the JDK that a rule forbids")
  void refusesEachMember(String member, @TempDir Path folder) throws IOException {
    Codebase codebase = PlantedClass.using(member).in(folder);

    assertThat(HostRules.rules())
        .anyMatch(rule -> rule.law().apply(codebase).evaluate(codebase.classes()).hasViolation());
  }

  static List<String> members() {
    return HostRules.members();
  }

  @ParameterizedTest
  @EnumSource(FeedModule.class)
  @DisplayName("lets no module see another one that it does not use")
  void everyArrowIsUsed(FeedModule module) {
    assertThat(module.sees())
        .allSatisfy(seen -> assertThat(users(module, Codebase.PRODUCT.of(seen))).isNotEmpty());
  }

  @Test
  @DisplayName("lets no module use a library or a package of the JDK that it does not use")
  void everyAllowanceIsUsed() {
    for (LibraryRules.Library library : LibraryRules.libraries()) {
      assertThat(library.modules())
          .as(library.name())
          .allSatisfy(
              module ->
                  assertThat(users(module, library.packages().toArray(String[]::new)))
                      .isNotEmpty());
    }
    assertThat(ModuleRules.pureJdk())
        .allSatisfy(
            name ->
                assertThat(
                        Stream.of(FeedModule.DOMAIN, FeedModule.APPLICATION)
                            .flatMap(module -> users(module, name).stream()))
                    .isNotEmpty());
  }

  /** Classes of a module that depend on classes of these packages. */
  private static List<JavaClass> users(FeedModule module, String... packages) {
    return Codebase.PRODUCT.classes().stream()
        .filter(resideInAPackage(Codebase.PRODUCT.of(module)))
        .filter(
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .anyMatch(resideInAnyPackage(packages)))
        .toList();
  }

  @Test
  @DisplayName("is checked without its tests, its libraries and the planted violations")
  void isLookedAtAlone() {
    List<String> product = Codebase.PRODUCT.classes().stream().map(JavaClass::getName).toList();
    List<String> planted = Codebase.PLANTED.classes().stream().map(JavaClass::getName).toList();

    assertThat(product)
        .contains("btcfeed.domain.market.PriceTick")
        .allMatch(name -> name.startsWith("btcfeed."))
        .noneMatch(name -> name.startsWith("btcfeed.planted."))
        .noneMatch(name -> name.endsWith("Test"));
    assertThat(planted)
        .contains("btcfeed.planted.domain.hen.Hen")
        .allMatch(name -> name.startsWith("btcfeed.planted."));
  }
}
