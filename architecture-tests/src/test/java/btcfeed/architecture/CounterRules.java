package btcfeed.architecture;

import static btcfeed.architecture.Rule.rule;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Every counter has a reader: what is counted and not shown is a loss that stays silent.
 *
 * <p>Two halves. A counter's value leaves the class that counts. And what the feed tells of itself,
 * {@code FeedSnapshot} and all records in it, is read where it is judged, served or drawn.
 *
 * <p>What plays faults counts for tests: the simulator, test-support and the rehearsal.
 */
final class CounterRules {
  private static final Set<String> COUNTERS =
      Set.of(
          LongAdder.class.getName(),
          LongAccumulator.class.getName(),
          AtomicLong.class.getName(),
          AtomicInteger.class.getName());

  private CounterRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "Every counter has a reader: its value leaves the class that counts",
            codebase ->
                fields()
                    .that(areCounters())
                    .and()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(
                        codebase.allBut(
                            FeedModule.TEST_SUPPORT,
                            FeedModule.SIMULATOR,
                            FeedModule.REHEARSAL,
                            FeedModule.BENCHMARKS))
                    .should(leaveTheirClass()),
            "application.CounterOffences$CountsForNobody",
            "application.CounterOffences$CountsByReason",
            "application.CounterOffences$IsReadByItselfOnly"),
        rule(
            "Every number of a snapshot is judged, served or drawn",
            codebase ->
                classes()
                    .that()
                    .haveFullyQualifiedName(codebase.root() + ".application.observe.FeedSnapshot")
                    .should(beShown(codebase)),
            "application.observe.FeedSnapshot.unread",
            "application.observe.FeedSnapshot$Part.unread"));
  }

  private static DescribedPredicate<JavaField> areCounters() {
    return DescribedPredicate.describe(
        "are counters",
        field ->
            field.getType().getAllInvolvedRawTypes().stream()
                .anyMatch(type -> COUNTERS.contains(type.getName())));
  }

  private static ArchCondition<JavaField> leaveTheirClass() {
    return new ArchCondition<>("be read outside of their class") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean read = CounterReaders.valueLeavesItsClass(field, COUNTERS);
        events.add(new SimpleConditionEvent(field, read, "nothing reads " + field.getFullName()));
      }
    };
  }

  private static ArchCondition<JavaClass> beShown(Codebase codebase) {
    return new ArchCondition<>("be shown with all their parts") {
      @Override
      public void check(JavaClass snapshot, ConditionEvents events) {
        for (String accessor : CounterReaders.unshown(snapshot, codebase)) {
          events.add(SimpleConditionEvent.violated(snapshot, "nothing shows " + accessor));
        }
      }
    };
  }
}
