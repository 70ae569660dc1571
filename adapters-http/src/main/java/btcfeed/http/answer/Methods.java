package btcfeed.http.answer;

import io.helidon.http.Method;
import java.util.function.Predicate;

/** By which methods a path is asked. Every path also answers OPTIONS, and 405 to the rest. */
public enum Methods {
  /** It is read, and asking changes nothing. */
  READ("GET, HEAD, OPTIONS"),
  /** Asking does something. */
  ACT("POST, OPTIONS");

  private final String allow;

  Methods(String allow) {
    this.allow = allow;
  }

  /** As {@code Allow} says it. */
  public String allow() {
    return allow;
  }

  /** Those the path's own answer is for. */
  public Predicate<Method> answered() {
    return switch (this) {
      case READ -> Method.predicate(Method.GET, Method.HEAD);
      case ACT -> Method.predicate(Method.POST);
    };
  }
}
