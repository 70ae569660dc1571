package btcfeed.redis;

import java.util.List;

/**
 * One call of a script.
 *
 * @param keys the keys that the call declares to the server
 * @param arguments texts, numbers, ids and batches
 */
record ScriptCall(Script script, List<Object> keys, List<Object> arguments) {
  static ScriptCall of(Script script, List<Object> keys, Object... arguments) {
    return new ScriptCall(script, keys, List.of(arguments));
  }

  /** Without the arguments, which may hold anything. */
  @Override
  public String toString() {
    return "ScriptCall[" + keys + "]";
  }
}
