package btcfeed.architecture;

import java.util.EnumSet;
import java.util.Set;

/** A part of the HTTP adapter: a package of it, and the parts it may see. */
enum HttpPart {
  ANSWER("answer"),
  SERVER("server"),
  API("api"),
  STREAM("stream"),
  METRICS("metrics"),
  ADMIN("admin"),
  PAGE("page");

  private final String packageName;

  HttpPart(String packageName) {
    this.packageName = packageName;
  }

  /** Its package, under the adapter's. */
  String packageName() {
    return packageName;
  }

  /** The parts it may see besides itself; where all are put together is for none to see. */
  Set<HttpPart> sees() {
    return switch (this) {
      case ANSWER -> EnumSet.noneOf(HttpPart.class);
      case SERVER, API, PAGE -> EnumSet.of(ANSWER);
      case ADMIN -> EnumSet.of(ANSWER, SERVER);
      case STREAM -> EnumSet.of(ANSWER, SERVER, API);
      case METRICS -> EnumSet.of(ANSWER, SERVER, API, STREAM);
    };
  }
}
