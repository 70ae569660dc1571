package btcfeed.rehearsal.faults;

import java.util.Locale;

/** A kind of fault, an enum constant. */
public interface FaultKind {
  /** The name of the constant. */
  String name();

  /** What happens, for the progress of a rehearsal. */
  String what();

  /** One word for options and reports: {@code half-frame} for {@code HALF_FRAME}. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
