package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;

/** What ports, money and state look like. */
final class ShapeRules {
  private static final DescribedPredicate<JavaClass> FLOATING =
      belongToAnyOf(double.class, float.class, Double.class, Float.class)
          .as("a binary floating point number");

  private ShapeRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "Ports are interfaces",
            house ->
                classes()
                    .that()
                    .resideInAPackage(ports(house))
                    .and()
                    .areTopLevelClasses()
                    .should()
                    .beInterfaces(),
            "domain.port.ClassForAPort"),
        rule(
            "What a port answers is a value: a record or an enum, under an interface or not",
            house ->
                classes()
                    .that()
                    .resideInAPackage(ports(house))
                    .and()
                    .areNestedClasses()
                    .should()
                    .beInterfaces()
                    .orShould()
                    .beRecords()
                    .orShould()
                    .beEnums(),
            "domain.port.PortWithAMutableAnswer$Answer"),
        rule(
            "Money is kept in no binary floating point number",
            house ->
                noFields()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(market(house))
                    .should()
                    .haveRawType(FLOATING),
            "domain.market.Offences$Rounded"),
        rule(
            "Money is handed out as no binary floating point number",
            house ->
                noCodeUnits()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(market(house))
                    .should()
                    .haveRawReturnType(FLOATING),
            "domain.market.Offences$Rounded",
            "domain.market.Offences$RoundsOnTheWayOut"),
        rule(
            "There is no global state: a static field never changes",
            house ->
                fields()
                    .that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(house.allBut(Room.BENCHMARKS))
                    .should()
                    .beFinal(),
            "domain.market.Offences$Global"));
  }

  private static String ports(House house) {
    return house.root() + ".domain.port";
  }

  private static String market(House house) {
    return house.root() + ".domain.market";
  }
}
