package btcfeed.domain.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the reasons of a verdict. */
final class Reasons {
  private final List<Reason> all = new ArrayList<>();

  void note(String code, String detail) {
    add(Severity.NOTE, code, detail);
  }

  void degraded(String code, String detail) {
    add(Severity.DEGRADED, code, detail);
  }

  void unhealthy(String code, String detail) {
    add(Severity.UNHEALTHY, code, detail);
  }

  void add(Severity severity, String code, String detail) {
    all.add(new Reason(severity, code, detail));
  }

  /** Worst first, otherwise in the order they were added. */
  List<Reason> worstFirst() {
    return all.stream().sorted(Comparator.comparing(Reason::severity).reversed()).toList();
  }
}
