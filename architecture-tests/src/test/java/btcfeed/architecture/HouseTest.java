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

@DisplayName("The house")
class HouseTest {

  static Stream<Rule> rules() {
    return Stream.of(
            RoomRules.rules(),
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
    rule.law().apply(House.PRODUCT).as(rule.promise()).check(House.PRODUCT.classes());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  @DisplayName("has rules that are broken by what was planted to break them, and by nothing else")
  void rulesCanBeBroken(Rule rule) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> rule.law().apply(House.PLANTED).check(House.PLANTED.classes()))
        .satisfies(
            broken ->
                assertThat(rule.offenders())
                    .isNotEmpty()
                    .allSatisfy(offender -> assertThat(broken).hasMessageContaining(offender)));

    FailureReport report =
        rule.law().apply(House.PLANTED).evaluate(House.PLANTED.classes()).getFailureReport();
    assertThat(report.getDetails())
        .allSatisfy(
            detail -> assertThat(rule.offenders()).anySatisfy(o -> assertThat(detail).contains(o)));
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  @DisplayName("has something in every room, so that no rule about it is idle")
  void everyRoomIsInhabited(Room room) {
    String packageName = "btcfeed." + room.packageName() + ".";

    assertThat(House.PRODUCT.classes().stream().map(JavaClass::getName))
        .as("classes of %s", room.module())
        .filteredOn(name -> name.startsWith(packageName))
        .isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("members")
  @DisplayName("refuses each member of the JDK that a rule forbids")
  void refusesEachMember(String member, @TempDir Path folder) throws IOException {
    House house = PlantedClass.using(member).in(folder);

    assertThat(HostRules.rules())
        .anyMatch(rule -> rule.law().apply(house).evaluate(house.classes()).hasViolation());
  }

  static List<String> members() {
    return HostRules.members();
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  @DisplayName("lets no room see another one that it does not use")
  void everyArrowIsUsed(Room room) {
    assertThat(room.sees())
        .allSatisfy(seen -> assertThat(users(room, House.PRODUCT.of(seen))).isNotEmpty());
  }

  @Test
  @DisplayName("lets no room use a library or a package of the JDK that it does not use")
  void everyAllowanceIsUsed() {
    for (LibraryRules.Library library : LibraryRules.libraries()) {
      assertThat(library.rooms())
          .as(library.name())
          .allSatisfy(
              room ->
                  assertThat(users(room, library.packages().toArray(String[]::new))).isNotEmpty());
    }
    RoomRules.pureJdk()
        .forEach(
            (room, packages) ->
                assertThat(packages)
                    .allSatisfy(name -> assertThat(users(room, name)).isNotEmpty()));
  }

  /** Classes of a room that depend on classes of these packages. */
  private static List<JavaClass> users(Room room, String... packages) {
    return House.PRODUCT.classes().stream()
        .filter(resideInAPackage(House.PRODUCT.of(room)))
        .filter(
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .anyMatch(resideInAnyPackage(packages)))
        .toList();
  }

  @Test
  @DisplayName("is looked at without its tests, its libraries and what was planted")
  void isLookedAtAlone() {
    List<String> product = House.PRODUCT.classes().stream().map(JavaClass::getName).toList();
    List<String> planted = House.PLANTED.classes().stream().map(JavaClass::getName).toList();

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
