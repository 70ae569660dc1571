package btcfeed.exchange.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A fixed dictionary from short texts to what they mean, looked up by bytes: how a codec asks which
 * field a key is, or which market a symbol is, without making a string.
 *
 * <p>Immutable, any thread.
 */
public final class Words<T> {
  private final List<byte[]> words = new ArrayList<>();
  private final List<T> meanings = new ArrayList<>();
  private final T otherwise;
  private final int[] slots;
  private final int maxLength;

  /**
   * Makes a dictionary.
   *
   * @param otherwise what every other text means
   */
  public Words(Map<String, T> meaningOf, T otherwise) {
    this.otherwise = otherwise;
    slots = new int[Integer.highestOneBit(Math.max(4, meaningOf.size())) * 4];
    Arrays.fill(slots, -1);
    meaningOf.forEach(
        (word, meaning) -> {
          byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
          slots[freeSlot(hash(bytes, 0, bytes.length))] = words.size();
          words.add(bytes);
          meanings.add(meaning);
        });
    maxLength = words.stream().mapToInt(word -> word.length).max().orElse(0);
  }

  /** What the bytes from {@code from} to before {@code to} mean. */
  T find(byte[] bytes, int from, int to) {
    if (to - from > maxLength) {
      return otherwise;
    }
    int slot = hash(bytes, from, to) & (slots.length - 1);
    while (slots[slot] >= 0) {
      byte[] word = words.get(slots[slot]);
      if (Arrays.equals(word, 0, word.length, bytes, from, to)) {
        return meanings.get(slots[slot]);
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return otherwise;
  }

  /** Length of the longest word in bytes. */
  int maxLength() {
    return maxLength;
  }

  private int freeSlot(int hash) {
    int slot = hash & (slots.length - 1);
    while (slots[slot] >= 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + bytes[at];
    }
    return hash ^ (hash >>> 7);
  }
}
