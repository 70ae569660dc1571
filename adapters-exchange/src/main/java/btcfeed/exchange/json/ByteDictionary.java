package btcfeed.exchange.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A fixed dictionary from short texts to their meanings. The lookup is by bytes and makes no
 * string: a decoder looks up member names and markets with it.
 *
 * <p>A word is found by its length, its first eight bytes and its last eight. Only longer words
 * need a further comparison. Immutable, any thread.
 */
public final class ByteDictionary<T> {
  private static final int EIGHT = 8;

  private final T otherwise;
  // Each slot holds a word: its length (zero if the slot is free), its two ends, its bytes.
  private final int[] lengths;
  private final long[] heads;
  private final long[] tails;
  private final byte[][] words;
  private final List<T> meanings;
  private final int maxLength;

  /**
   * Makes a dictionary of words, none of them empty.
   *
   * @param otherwise the meaning of every other text
   */
  public ByteDictionary(Map<String, T> meaningOf, T otherwise) {
    this.otherwise = otherwise;
    lengths = new int[Integer.highestOneBit(Math.max(4, meaningOf.size())) * 4];
    heads = new long[lengths.length];
    tails = new long[lengths.length];
    words = new byte[lengths.length][0];
    meanings = new ArrayList<>(Collections.nCopies(lengths.length, otherwise));
    meaningOf.forEach(this::put);
    maxLength = Arrays.stream(lengths).max().orElse(0);
  }

  private void put(String text, T meaning) {
    byte[] word = text.getBytes(StandardCharsets.UTF_8);
    long head = EightBytes.upTo(word, 0, word.length);
    long tail = tail(word, 0, word.length);
    int slot = slot(head, tail);
    while (lengths[slot] > 0) {
      slot = after(slot);
    }
    lengths[slot] = word.length;
    heads[slot] = head;
    tails[slot] = tail;
    words[slot] = word;
    meanings.set(slot, meaning);
  }

  /** The meaning of the bytes from {@code from} to before {@code to}. */
  public T find(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > maxLength) {
      return otherwise;
    }
    long head = EightBytes.upTo(bytes, from, to);
    long tail = tail(bytes, from, to);
    for (int slot = slot(head, tail); lengths[slot] > 0; slot = after(slot)) {
      if (heads[slot] == head
          && lengths[slot] == length
          && tails[slot] == tail
          && (length <= 2 * EIGHT || Arrays.equals(words[slot], 0, length, bytes, from, to))) {
        return meanings.get(slot);
      }
    }
    return otherwise;
  }

  private static long tail(byte[] bytes, int from, int to) {
    return to - from > EIGHT ? EightBytes.at(bytes, to - EIGHT) : 0;
  }

  /** The length of the longest word in bytes. */
  int maxLength() {
    return maxLength;
  }

  private int slot(long head, long tail) {
    long hash = (head + Long.rotateLeft(tail, 29)) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & (lengths.length - 1);
  }

  private int after(int slot) {
    return (slot + 1) & (lengths.length - 1);
  }
}
