package btcfeed.benchmarks.pump;

import btcfeed.benchmarks.resp.RespReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Redis commands, encoded once, with placeholders of fixed width for the send time (16 digits) and
 * the record's number (13 digits).
 */
final class Template {
  /** The placeholder for the 16 digits of the send time. */
  static final String SENT = "<sent-micros-16>";

  /** The placeholder for the 13 digits of the record's number. */
  static final String NUMBER = "<number-of-13";

  private final byte[] bytes;
  private final int commands;
  private final int[] sentAt;
  private final int[] numberAt;

  private Template(byte[] bytes, int commands) {
    this.bytes = bytes;
    this.commands = commands;
    sentAt = find(bytes, SENT);
    numberAt = find(bytes, NUMBER);
  }

  /** Encodes commands, each a list of words. */
  static Template of(List<List<String>> commands) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (List<String> command : commands) {
      all.writeBytes(RespReader.encode(command.toArray(String[]::new)));
    }
    return new Template(all.toByteArray(), commands.size());
  }

  int sizeBytes() {
    return bytes.length;
  }

  int commands() {
    return commands;
  }

  /** Copies the commands with these values to {@code out}; returns the end position. */
  int write(byte[] out, int at, byte[] sent, long number) {
    System.arraycopy(bytes, 0, out, at, bytes.length);
    for (int hole : sentAt) {
      System.arraycopy(sent, 0, out, at + hole, SENT.length());
    }
    for (int hole : numberAt) {
      long rest = number;
      for (int i = at + hole + NUMBER.length() - 1; i >= at + hole; i--) {
        out[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return at + bytes.length;
  }

  private static int[] find(byte[] bytes, String hole) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Integer> found = new ArrayList<>();
    for (int at = text.indexOf(hole); at >= 0; at = text.indexOf(hole, at + 1)) {
      found.add(at);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }
}
