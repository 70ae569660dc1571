package btcfeed.redis;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns entries of {@code btc:ticks} and {@code btc:gaps} back into journal records.
 *
 * @param names the kind of a record, then the names of an entry's fields
 */
record StreamEntries(List<String> names) {
  private static final StreamEntries TICKS =
      new StreamEntries(
          List.of(
              "t",
              "venue",
              "symbol",
              "trade_id",
              "price",
              "quantity",
              "side",
              "exchange_time_us",
              "receive_time_us",
              "origin"));
  private static final StreamEntries GAPS =
      new StreamEntries(
          List.of(
              "g",
              "venue",
              "symbol",
              "from_id",
              "to_id",
              "since_us",
              "until_us",
              "state",
              "trades"));

  private static final int ANSWERS = 3;

  static StreamEntries of(String stream) {
    return stream.equals("btc:ticks") ? TICKS : GAPS;
  }

  /** An answer of {@code between.lua}, whose records are not decoded yet. */
  static final class Answer {
    private final int count;
    private final Optional<JournalId> reached;
    private final byte[] records;

    private Answer(int count, Optional<JournalId> reached, byte[] records) {
      this.count = count;
      this.reached = reached;
      this.records = records;
    }

    /** Entries that the script read. */
    int count() {
      return count;
    }

    /** The last of them; empty if its id is another program's, higher than any of a journal. */
    Optional<JournalId> reached() {
      return reached;
    }
  }

  static Answer answer(Object reply) throws Replies.Unexpected {
    List<byte[]> parts = Replies.bytes(reply, ANSWERS);
    int count = Integer.parseInt(ascii(parts.get(0)));
    return new Answer(count, id(ascii(parts.get(1))), parts.get(2));
  }

  private static Optional<JournalId> id(String text) {
    try {
      return Optional.of(JournalId.parse(text));
    } catch (NumberFormatException beyondAllRecords) {
      return Optional.empty();
    }
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** The records of an answer. An entry of another program is left out. */
  List<Entry> entries(Answer answer) {
    try {
      return RecordFormat.parse(answer.records);
    } catch (IllegalArgumentException someAreForeign) {
      return oneByOne(ByteBuffer.wrap(answer.records));
    }
  }

  /** The records that this service can have written. */
  private List<Entry> oneByOne(ByteBuffer records) {
    List<Entry> entries = new ArrayList<>();
    while (records.hasRemaining()) {
      List<String> strings = new ArrayList<>();
      // The kind and the fields, and the id that follows the kind.
      for (int i = 0; i <= names.size(); i++) {
        strings.add(string(records));
      }
      try {
        entries.add(RecordFormat.parse(strings));
      } catch (IllegalArgumentException foreign) {
        // Another program wrote this entry.
      }
    }
    return entries;
  }

  /** The next MessagePack string; a byte of it becomes a char, as the journal has ASCII only. */
  private static String string(ByteBuffer in) {
    try {
      int head = in.get() & 0xff;
      int length =
          switch (head) {
            case 0xd9 -> in.get() & 0xff;
            case 0xda -> in.getShort() & 0xffff;
            case 0xdb -> in.getInt();
            default -> head & 0x1f;
          };
      if (length < 0 || length > in.remaining()) {
        throw new IllegalArgumentException("a string that is not whole");
      }
      byte[] bytes = new byte[length];
      in.get(bytes);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a string that is not whole", e);
    }
  }
}
