package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.input.InputLimits;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The promises of every codec for hostile messages: no exception, bounded reports, and work in
 * proportion to the message. Work is measured as allocated bytes, which do not depend on the load
 * of the machine.
 */
public abstract class HostileCodecContract {
  private static final int MOST_REPORTS = InputLimits.REJECTED_ROWS_REPORTED + 12;
  private static final long FEW_BYTES = 2L * 1024 * 1024;

  // The most that decompressing a message costs, its growing buffer included.
  private static final int TIMES_THE_SIZE = 8;

  private static final String FIRST_MEMBER = "{";

  /** One message with one trade. */
  protected abstract String sample();

  /** Values as they stand in the sample: price, quantity, id, time. */
  protected abstract List<String> fields();

  /** A new decoder that accepts messages of {@link HostileInput#LONGEST}. */
  protected abstract FrameDecoder hostileDecoder();

  /** A message as bytes of a frame. */
  protected byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  /** True if the frame is binary. */
  protected boolean binary(String message) {
    return false;
  }

  @Test
  @DisplayName("hostile messages bring no trade, and cost memory in proportion to their length")
  void hostileMessages() {
    FrameDecoder decoder = hostileDecoder();
    for (String message : HostileInput.messages()) {
      assertThat(decoded(decoder, message).trades).isEmpty();
    }
    HostileInput.documents()
        .forEach(
            (what, document) -> {
              DecodedFrames decoded = new DecodedFrames();
              decoded.decode(decoder, document, /* binary= */ false);
              decoded.decode(decoder, document, /* binary= */ true);
              assertThat(decoded.trades).as(what).isEmpty();
              assertThat(decoded.bad).as(what).hasSizeLessThanOrEqualTo(MOST_REPORTS);
            });
    assertStillDecodes(decoder);
  }

  @Test
  @DisplayName("hostile values are bad, and never become a trade")
  void hostileValues() {
    FrameDecoder decoder = hostileDecoder();
    if (!isJson()) {
      return;
    }
    List<String> values = new ArrayList<>(HostileInput.values());
    values.addAll(HostileInput.longValues());
    for (String field : fields()) {
      for (String value : values) {
        DecodedFrames decoded = decoded(decoder, sample().replace(field, value));
        if (!mayBe(field, value)) {
          assertThat(decoded.trades).as("%s as %.40s", field, value).isEmpty();
        }
        assertThat(decoded.bad).hasSizeLessThanOrEqualTo(1);
      }
    }
    assertStillDecodes(decoder);
  }

  @Test
  @DisplayName("members repeated a hundred thousand times cost no more than reading them")
  void repeatedMembers() {
    FrameDecoder decoder = hostileDecoder();
    String message = sample();
    int first = message.indexOf(FIRST_MEMBER);
    for (String name :
        List.of("msg", "message", "error", "reason", "code", "ret_msg", "err-msg", "data", "id")) {
      for (int size : new int[] {HostileInput.LONG, 4 * HostileInput.LONG}) {
        String members = HostileInput.repeated("\"" + name + "\":\"x\",", size);
        decoded(decoder, "{" + members + "\"" + name + "\":\"x\"}");
        if (first >= 0) {
          decoded(
              decoder, message.substring(0, first + 1) + members + message.substring(first + 1));
        }
      }
    }
    assertStillDecodes(decoder);
  }

  @Test
  @DisplayName("a message of many bad rows makes a few reports, and they count every row")
  void manyBadRows() {
    FrameDecoder decoder = hostileDecoder();
    for (String row : HostileInput.badRows()) {
      int rows = HostileInput.LONG / row.length();
      DecodedFrames decoded =
          decoded(decoder, withRows(row.repeat(rows - 1) + row.replace(",", "")));
      assertThat(decoded.bad).as(row).hasSizeLessThanOrEqualTo(MOST_REPORTS);
      if (hasRows()) {
        assertThat(decoded.badCount).as(row).isEqualTo(rows);
      }
    }
    assertStillDecodes(decoder);
  }

  @Test
  @DisplayName("bad rows have no effect on good ones")
  void otherRowsAreStored() {
    if (!hasRows()) {
      return;
    }
    String row = row();
    DecodedFrames decoded = decoded(hostileDecoder(), withRows(row + ",{},null," + row + ",[],1"));
    assertThat(decoded.trades).hasSize(2);
    assertThat(decoded.badCount).isEqualTo(4);
  }

  @Test
  @DisplayName("a push without rows is a sign of life, and nothing is missing")
  void noRows() {
    if (!hasRows()) {
      return;
    }
    for (String rows : List.of("[]", "null", "{}")) {
      DecodedFrames decoded = decoded(hostileDecoder(), inPlaceOfRows(rows));
      assertThat(decoded.bad).as(rows).isEmpty();
      assertThat(decoded.trades).isEmpty();
      assertThat(decoded.heartbeats).as(rows).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a value that cannot be rows may hide trades, and has the wrong shape")
  void unreadableRows() {
    if (!hasRows()) {
      return;
    }
    for (String rows : List.of("true", "7", "\"x\"")) {
      assertThat(decoded(hostileDecoder(), inPlaceOfRows(rows)).bad).as(rows).hasSize(1);
    }
  }

  @Test
  @DisplayName("a notice in the envelope of trades announces the end, and is no bad trade")
  void noticeInTheEnvelope() {
    if (!hasRows()) {
      return;
    }
    String notice = "{\"text\":\"This connection will soon be closed. Please reconnect.\"}";
    for (String rows : List.of(notice, "[" + notice + "]")) {
      DecodedFrames decoded = decoded(hostileDecoder(), inPlaceOfRows(rows));
      assertThat(decoded.notices).as(rows).hasSize(1);
      assertThat(decoded.bad).as(rows).isEmpty();
    }
  }

  @Test
  @DisplayName("a long message cut anywhere is malformed, and no incomplete trade is recovered")
  void longMessageCut() {
    FrameDecoder decoder = hostileDecoder();
    assertStillDecodes(decoder);
    byte[] message = bytes(withRows(HostileInput.repeated("{\"a\":\"b\"},", 9 << 20) + "{}"));
    boolean binary = binary(sample());
    IntStream.of(1, message.length / 3, message.length / 2, message.length - 1)
        .mapToObj(length -> Arrays.copyOf(message, length))
        .forEach(
            cut -> {
              long before = allocated();
              assertThat(RecoveredTrades.of(decoder, cut, binary).trades).isEmpty();
              DecodedFrames decoded = new DecodedFrames();
              decoded.decode(decoder, cut, binary);
              assertThat(decoded.trades).isEmpty();
              assertThat(allocated() - before).isLessThan(16L * HostileInput.LONGEST);
            });
    assertStillDecodes(decoder);
  }

  /** Decodes a message and asserts that this costs in proportion to its length. */
  private DecodedFrames decoded(FrameDecoder decoder, String message) {
    byte[] bytes = bytes(message);
    DecodedFrames decoded = new DecodedFrames();
    boolean binary = binary(message);
    long before = allocated();
    decoded.decode(decoder, bytes, binary);
    assertThat(allocated() - before)
        .as("bytes allocated for %.60s", message)
        .isLessThan((long) TIMES_THE_SIZE * message.length() + FEW_BYTES);
    assertThat(decoded.bad).hasSizeLessThanOrEqualTo(MOST_REPORTS);
    return decoded;
  }

  private void assertStillDecodes(FrameDecoder decoder) {
    DecodedFrames decoded = new DecodedFrames();
    decoded.decode(decoder, bytes(sample()), binary(sample()));
    assertThat(decoded.trades).hasSize(1);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** True for what an id, or a quantity with a sign, may be. */
  private boolean mayBe(String field, String value) {
    int index = fields().indexOf(field);
    return index == 2 || (index == 1 && signedQuantity() && value.contains("-1"));
  }

  /** True if a quantity below zero is a sale. */
  protected boolean signedQuantity() {
    return false;
  }

  /** True if the sample is JSON, packed or not. */
  private boolean isJson() {
    return sample().startsWith(FIRST_MEMBER) || sample().startsWith("[");
  }

  /** True if a trade is an object inside of the message. */
  private boolean hasRows() {
    int[] row = rowAt();
    return row[0] > 0 && row[1] < sample().length();
  }

  private String row() {
    int[] row = rowAt();
    return sample().substring(row[0], row[1]);
  }

  private String withRows(String rows) {
    return hasRows() ? inPlaceOfRows("[" + rows + "]") : "[" + rows + "]";
  }

  private String inPlaceOfRows(String rows) {
    int[] row = rowAt();
    boolean inArray = sample().charAt(row[0] - 1) == '[' && sample().charAt(row[1]) == ']';
    return sample().substring(0, row[0] - (inArray ? 1 : 0))
        + rows
        + sample().substring(row[1] + (inArray ? 1 : 0));
  }

  /** Where the innermost object around the price begins and ends; nowhere if there is none. */
  private int[] rowAt() {
    String message = sample();
    int price = message.indexOf(fields().getFirst());
    int begin = message.lastIndexOf('{', price);
    int end = message.indexOf('}', price) + 1;
    return begin < 0 || end == 0 ? new int[] {0, message.length()} : new int[] {begin, end};
  }
}
