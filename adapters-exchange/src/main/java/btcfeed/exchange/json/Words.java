package btcfeed.exchange.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A fixed dictionary from short texts to what they mean, looked up by bytes: how a codec asks which
 * field a key is, or which market a symbol is, without making a string.
 *
 * <p>Immutable, any thread.
 */
public final class Words<T> {
  private final T otherwise;
  // The word in each slot, empty if it is free, and what it means.
  private final byte[][] words;
  private final List<T> meanings;
  private final int maxLength;

  /**
   * Makes a dictionary of words that are not empty.
   *
   * @param otherwise what every other text means
   */
  public Words(Map<String, T> meaningOf, T otherwise) {
    this.otherwise = otherwise;
    words = new byte[Integer.highestOneBit(Math.max(4, meaningOf.size())) * 4][0];
    meanings = new ArrayList<>(Collections.nCopies(words.length, otherwise));
    meaningOf.forEach(this::put);
    maxLength = Arrays.stream(words).mapToInt(word -> word.length).max().orElse(0);
  }

  private void put(String text, T meaning) {
    byte[] word = text.getBytes(StandardCharsets.UTF_8);
    int slot = slot(word, 0, word.length);
    while (words[slot].length > 0) {
      slot = after(slot);
    }
    words[slot] = word;
    meanings.set(slot, meaning);
  }

  /** What the bytes from {@code from} to before {@code to} mean. */
  T find(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > maxLength) {
      return otherwise;
    }
    for (int slot = slot(bytes, from, to); words[slot].length > 0; slot = after(slot)) {
      if (words[slot].length == length && isAt(words[slot], bytes, from)) {
        return meanings.get(slot);
      }
    }
    return otherwise;
  }

  // Most words are one letter long: a plain loop is quicker than the library's comparison.
  private static boolean isAt(byte[] word, byte[] bytes, int from) {
    for (int i = 0; i < word.length; i++) {
      if (word[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Length of the longest word in bytes. */
  int maxLength() {
    return maxLength;
  }

  private int slot(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + bytes[at];
    }
    return (hash ^ (hash >>> 7)) & (words.length - 1);
  }

  private int after(int slot) {
    return (slot + 1) & (words.length - 1);
  }
}
