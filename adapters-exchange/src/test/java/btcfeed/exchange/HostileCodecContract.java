package btcfeed.exchange;

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
 * What every codec promises about hostile messages: no exception, bounded reports, and work in
 * proportion to the message. The measure of work is what the decoder allocates: all that was ever
 * quadratic here copied texts, and unlike time it is the same on a busy machine.
 */
public abstract class HostileCodecContract extends HostileInputContract {
  private static final int MOST_REPORTS = InputLimits.REJECTED_ROWS_REPORTED + 12;
  private static final long FEW_BYTES = 2L * 1024 * 1024;

  // What unpacking a message of the size costs at most, the buffer it grows included.
  private static final int TIMES_THE_SIZE = 8;

  private static final String FIRST_MEMBER = "{";

  /** One message with one trade. */
  protected abstract String sample();

  /** Values in it, as they stand there: price, quantity, id, time. */
  protected abstract List<String> fields();

  /** A new decoder that takes messages of {@link HostileInputContract#LONGEST}. */
  protected abstract FrameDecoder hostileDecoder();

  /** A message as it comes over the wire. */
  protected byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  /** True if it comes in a binary frame. */
  protected boolean binary(String message) {
    return false;
  }

  @Test
  @DisplayName("hostile messages bring nothing, in proportion to their length")
  void hostileMessages() {
    FrameDecoder decoder = hostileDecoder();
    for (String message : HostileInputContract.messages()) {
      assertThat(decoded(decoder, message).trades).isEmpty();
    }
    HostileInputContract.documents()
        .forEach(
            (what, document) -> {
              Overheard heard = new Overheard();
              heard.hear(decoder, document, /* binary= */ false);
              heard.hear(decoder, document, /* binary= */ true);
              assertThat(heard.trades).as(what).isEmpty();
              assertThat(heard.bad).as(what).hasSizeLessThanOrEqualTo(MOST_REPORTS);
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
    List<String> values = new ArrayList<>(HostileInputContract.values());
    values.addAll(HostileInputContract.longValues());
    for (String field : fields()) {
      for (String value : values) {
        Overheard heard = decoded(decoder, sample().replace(field, value));
        if (!mayBe(field, value)) {
          assertThat(heard.trades).as("%s as %.40s", field, value).isEmpty();
        }
        assertThat(heard.bad).hasSizeLessThanOrEqualTo(1);
      }
    }
    assertStillDecodes(decoder);
  }

  @Test
  @DisplayName("members repeated a hundred thousand times cost what it costs to read them")
  void repeatedMembers() {
    FrameDecoder decoder = hostileDecoder();
    String message = sample();
    int first = message.indexOf(FIRST_MEMBER);
    for (String name :
        List.of("msg", "message", "error", "reason", "code", "ret_msg", "err-msg", "data", "id")) {
      for (int size : new int[] {HostileInputContract.LONG, 4 * HostileInputContract.LONG}) {
        String members = HostileInputContract.repeated("\"" + name + "\":\"x\",", size);
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
    for (String row : HostileInputContract.badRows()) {
      int rows = HostileInputContract.LONG / row.length();
      Overheard heard = decoded(decoder, withRows(row.repeat(rows - 1) + row.replace(",", "")));
      assertThat(heard.bad).as(row).hasSizeLessThanOrEqualTo(MOST_REPORTS);
      if (hasRows()) {
        assertThat(heard.badCount).as(row).isEqualTo(rows);
      }
    }
    assertStillDecodes(decoder);
  }

  @Test
  @DisplayName("bad rows cost only themselves")
  void otherRowsAreStored() {
    if (!hasRows()) {
      return;
    }
    String row = row();
    Overheard heard = decoded(hostileDecoder(), withRows(row + ",{},null," + row + ",[],1"));
    assertThat(heard.trades).hasSize(2);
    assertThat(heard.badCount).isEqualTo(4);
  }

  @Test
  @DisplayName("a push without rows is a sign of life, and nothing is missing")
  void noRows() {
    if (!hasRows()) {
      return;
    }
    for (String rows : List.of("[]", "null", "{}")) {
      Overheard heard = decoded(hostileDecoder(), inPlaceOfRows(rows));
      assertThat(heard.bad).as(rows).isEmpty();
      assertThat(heard.trades).isEmpty();
      assertThat(heard.heartbeats).as(rows).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a value that cannot be rows may hide trades, and is the wrong shape")
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
      Overheard heard = decoded(hostileDecoder(), inPlaceOfRows(rows));
      assertThat(heard.notices).as(rows).hasSize(1);
      assertThat(heard.bad).as(rows).isEmpty();
    }
  }

  @Test
  @DisplayName("a long message cut anywhere is malformed, and leaves nothing that is not whole")
  void longMessageCut() {
    FrameDecoder decoder = hostileDecoder();
    assertStillDecodes(decoder);
    byte[] message =
        bytes(withRows(HostileInputContract.repeated("{\"a\":\"b\"},", 9 << 20) + "{}"));
    boolean binary = binary(sample());
    IntStream.of(1, message.length / 3, message.length / 2, message.length - 1)
        .mapToObj(length -> Arrays.copyOf(message, length))
        .forEach(
            cut -> {
              long before = allocated();
              assertThat(Remains.of(decoder, cut, binary).trades).isEmpty();
              Overheard heard = new Overheard();
              heard.hear(decoder, cut, binary);
              assertThat(heard.trades).isEmpty();
              assertThat(allocated() - before).isLessThan(16L * HostileInputContract.LONGEST);
            });
    assertStillDecodes(decoder);
  }

  /** Decodes a message and asserts that this costs in proportion to its length. */
  private Overheard decoded(FrameDecoder decoder, String message) {
    byte[] bytes = bytes(message);
    Overheard heard = new Overheard();
    boolean binary = binary(message);
    long before = allocated();
    heard.hear(decoder, bytes, binary);
    assertThat(allocated() - before)
        .as("bytes allocated for %.60s", message)
        .isLessThan((long) TIMES_THE_SIZE * message.length() + FEW_BYTES);
    assertThat(heard.bad).hasSizeLessThanOrEqualTo(MOST_REPORTS);
    return heard;
  }

  private void assertStillDecodes(FrameDecoder decoder) {
    Overheard heard = new Overheard();
    heard.hear(decoder, bytes(sample()), binary(sample()));
    assertThat(heard.trades).hasSize(1);
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
