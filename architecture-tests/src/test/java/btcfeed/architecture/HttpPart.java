package btcfeed.architecture;

import java.util.EnumSet;
import java.util.Set;

/** A part of the HTTP adapter: a package of it, and the parts it may see. */
enum HttpPart {
  RESPONSE("response"),
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
      case RESPONSE -> EnumSet.noneOf(HttpPart.class);
      case SERVER, API, PAGE -> EnumSet.of(RESPONSE);
      case ADMIN -> EnumSet.of(RESPONSE, SERVER);
      case STREAM -> EnumSet.of(RESPONSE, SERVER, API);
      case METRICS -> EnumSet.of(RESPONSE, SERVER, API, STREAM);
    };
  }
}
