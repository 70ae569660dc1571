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
 * <p>A word is known by its length, its first eight bytes and its last eight; only of longer ones
 * are there others to compare. Immutable, any thread.
 */
public final class Words<T> {
  private static final int EIGHT = 8;

  private final T otherwise;
  // The word in each slot, empty if it is free, its two ends, and what it means.
  private final byte[][] words;
  private final long[] heads;
  private final long[] tails;
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
    heads = new long[words.length];
    tails = new long[words.length];
    meanings = new ArrayList<>(Collections.nCopies(words.length, otherwise));
    meaningOf.forEach(this::put);
    maxLength = Arrays.stream(words).mapToInt(word -> word.length).max().orElse(0);
  }

  private void put(String text, T meaning) {
    byte[] word = text.getBytes(StandardCharsets.UTF_8);
    long head = head(word, 0, word.length);
    long tail = tail(word, 0, word.length);
    int slot = slot(head, tail, word.length);
    while (words[slot].length > 0) {
      slot = after(slot);
    }
    words[slot] = word;
    heads[slot] = head;
    tails[slot] = tail;
    meanings.set(slot, meaning);
  }

  /** What the bytes from {@code from} to before {@code to} mean. */
  public T find(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > maxLength) {
      return otherwise;
    }
    long head = head(bytes, from, to);
    long tail = tail(bytes, from, to);
    for (int slot = slot(head, tail, length); words[slot].length > 0; slot = after(slot)) {
      if (heads[slot] == head && tails[slot] == tail && isAt(words[slot], bytes, from, to)) {
        return meanings.get(slot);
      }
    }
    return otherwise;
  }

  private static boolean isAt(byte[] word, byte[] bytes, int from, int to) {
    return word.length == to - from
        && (word.length <= 2 * EIGHT || Arrays.equals(word, 0, word.length, bytes, from, to));
  }

  private static long head(byte[] bytes, int from, int to) {
    return Eight.upTo(bytes, from, to);
  }

  private static long tail(byte[] bytes, int from, int to) {
    return to - from > EIGHT ? Eight.at(bytes, to - EIGHT) : 0;
  }

  /** Length of the longest word in bytes. */
  int maxLength() {
    return maxLength;
  }

  private int slot(long head, long tail, int length) {
    long hash = (head + Long.rotateLeft(tail, 29) + length) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & (words.length - 1);
  }

  private int after(int slot) {
    return (slot + 1) & (words.length - 1);
  }
}
