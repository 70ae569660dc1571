package btcfeed.http;

import io.helidon.http.Method;
import java.util.List;
import java.util.function.Predicate;

/** By which methods a path is asked. Every path also answers OPTIONS, and 405 to the rest. */
enum Methods {
  /** It is read, and asking changes nothing. */
  READ("GET, HEAD, OPTIONS", Method.GET, Method.HEAD),
  /** Asking does something. */
  ACT("POST, OPTIONS", Method.POST);

  private final String allow;
  private final List<Method> answered;

  Methods(String allow, Method... answered) {
    this.allow = allow;
    this.answered = List.of(answered);
  }

  /** As {@code Allow} says it. */
  String allow() {
    return allow;
  }

  /** Those the path's own answer is for. */
  Predicate<Method> answered() {
    return Method.predicate(answered.toArray(Method[]::new));
  }
}
