package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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
            codebase ->
                classes()
                    .that()
                    .resideInAPackage(ports(codebase))
                    .and()
                    .areTopLevelClasses()
                    .should()
                    .beInterfaces(),
            "domain.port.ClassForAPort"),
        rule(
            "What a port answers is a value: a record or an enum, under an interface or not",
            codebase ->
                classes()
                    .that()
                    .resideInAPackage(ports(codebase))
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
            codebase ->
                noFields()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(market(codebase))
                    .should()
                    .haveRawType(FLOATING),
            "domain.market.Offences$Rounded"),
        rule(
            "Money is handed out as no binary floating point number",
            codebase ->
                noCodeUnits()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(market(codebase))
                    .should()
                    .haveRawReturnType(FLOATING),
            "domain.market.Offences$Rounded",
            "domain.market.Offences$RoundsOnTheWayOut"),
        rule(
            "Money is taken as no binary floating point number",
            codebase ->
                noCodeUnits()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(market(codebase))
                    .should()
                    .haveRawParameterTypes(
                        describe("with " + FLOATING, types -> types.stream().anyMatch(FLOATING))),
            "domain.market.Offences$Rounded",
            "domain.market.Offences$RoundsOnTheWayIn"),
        rule(
            "There is no global state: what a static field holds never changes",
            codebase ->
                noFields()
                    .that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(
                        codebase.allBut(
                            FeedModule.SIMULATOR, FeedModule.TEST_SUPPORT, FeedModule.BENCHMARKS))
                    .should()
                    .haveRawType(changing(codebase)),
            "domain.market.Offences$GlobalCounter",
            "domain.market.Offences$GlobalMap",
            "domain.market.Offences$GlobalState"),
        rule(
            "There is no global state: a static field is final",
            codebase ->
                fields()
                    .that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(codebase.allBut(FeedModule.BENCHMARKS))
                    .should()
                    .beFinal(),
            "domain.market.Offences$Global"));
  }

  /** Counters, concrete collections, and classes of ours with a field that is not final. */
  private static DescribedPredicate<JavaClass> changing(Codebase codebase) {
    DescribedPredicate<JavaClass> concrete =
        assignableTo(Collection.class)
            .or(assignableTo(Map.class))
            .and(describe("classes", type -> !type.isInterface()));
    DescribedPredicate<JavaClass> ours =
        resideInAPackage(codebase.everything())
            .and(
                describe(
                    "with a field that changes",
                    type ->
                        !type.isEnum()
                            && type.getAllFields().stream()
                                .map(JavaField::getModifiers)
                                .anyMatch(
                                    modifiers ->
                                        !modifiers.contains(JavaModifier.STATIC)
                                            && !modifiers.contains(JavaModifier.FINAL))));
    return resideInAPackage("java.util.concurrent.atomic").or(concrete).or(ours);
  }

  private static String ports(Codebase codebase) {
    return codebase.root() + ".domain.port";
  }

  private static String market(Codebase codebase) {
    return codebase.root() + ".domain.market";
  }
}
