package btcfeed.redis;

import java.util.List;

/**
 * A script to run.
 *
 * @param keys the keys that it declares to the server
 * @param arguments texts, numbers and byte arrays
 */
record ScriptCall(Script script, List<Object> keys, List<Object> arguments) {
  static ScriptCall of(Script script, List<Object> keys, Object... arguments) {
    return new ScriptCall(script, keys, List.of(arguments));
  }

  /** Arguments may be anything, so they are not shown. */
  @Override
  public String toString() {
    return "ScriptCall[" + keys + "]";
  }
}
