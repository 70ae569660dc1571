package btcfeed.redis;

import java.util.Arrays;
import java.util.List;

/**
 * A script to run.
 *
 * @param keys what it is told it touches
 */
record ScriptCall(Script script, List<Object> keys, Object[] arguments) {
  static ScriptCall of(Script script, List<Object> keys, Object... arguments) {
    return new ScriptCall(script, keys, arguments);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScriptCall that
        && script.equals(that.script)
        && keys.equals(that.keys)
        && Arrays.equals(arguments, that.arguments);
  }

  @Override
  public int hashCode() {
    return script.hashCode() * 31 + keys.hashCode();
  }

  /** Arguments may be anything, so they are not shown. */
  @Override
  public String toString() {
    return "ScriptCall[" + keys + "]";
  }
}
