package btcfeed.domain.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A mutation as the three strings beside its key in a record: a verb, a number and a value. The
 * value of a hash is a MessagePack array of names and values, which the scripts of the stores
 * unpack.
 */
record MutationFormat(String verb, long number, ByteBuffer value) {
  private static final int ARRAY_16 = 0xdc;
  private static final int STR_16 = 0xda;

  static MutationFormat of(Mutation mutation) {
    return switch (mutation) {
      case Mutation.Set(_, String value) -> new MutationFormat("set", 0, utf8(value));
      case Mutation.SetUntil(_, String value, long untilMs) ->
          new MutationFormat("until", untilMs, utf8(value));
      case Mutation.SetIfNewer(_, String value, long version) ->
          new MutationFormat("newer", version, utf8(value));
      case Mutation.Delete _ -> new MutationFormat("del", 0, ByteBuffer.allocate(0));
      case Mutation.HashSet(_, Map<String, String> fields) ->
          new MutationFormat("hash", 0, packed(fields));
      case Mutation.ListPush(_, String value, int keep) ->
          new MutationFormat("push", keep, utf8(value));
      case Mutation.Publish(_, String message, long untilMs) ->
          new MutationFormat("say", untilMs, utf8(message));
    };
  }

  /** The mutation of this key; IllegalArgumentException if the strings are invalid. */
  Mutation mutation(String key) {
    return switch (verb) {
      case "set" -> new Mutation.Set(key, text());
      case "until" -> new Mutation.SetUntil(key, text(), number);
      case "newer" -> new Mutation.SetIfNewer(key, text(), number);
      case "del" -> new Mutation.Delete(key);
      case "hash" -> new Mutation.HashSet(key, unpacked(value.slice()));
      case "push" -> new Mutation.ListPush(key, text(), (int) number);
      case "say" -> new Mutation.Publish(key, text(), number);
      default -> throw new IllegalArgumentException("unknown mutation '" + verb + "'");
    };
  }

  private String text() {
    return StandardCharsets.UTF_8.decode(value.slice()).toString();
  }

  private static ByteBuffer utf8(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  private static ByteBuffer packed(Map<String, String> fields) {
    List<ByteBuffer> texts =
        fields.entrySet().stream()
            .flatMap(field -> Stream.of(utf8(field.getKey()), utf8(field.getValue())))
            .toList();
    ByteBuffer out =
        ByteBuffer.allocate(3 + texts.stream().mapToInt(text -> 3 + text.remaining()).sum());
    out.put((byte) ARRAY_16).putShort((short) texts.size());
    texts.forEach(text -> out.put((byte) STR_16).putShort((short) text.remaining()).put(text));
    return out.flip();
  }

  private static Map<String, String> unpacked(ByteBuffer in) {
    expect(in, ARRAY_16);
    Map<String, String> fields = new TreeMap<>();
    for (int left = in.getShort() & 0xffff; left > 0; left -= 2) {
      fields.put(string(in), string(in));
    }
    return fields;
  }

  private static String string(ByteBuffer in) {
    expect(in, STR_16);
    byte[] bytes = new byte[in.getShort() & 0xffff];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void expect(ByteBuffer in, int tag) {
    int found = in.get() & 0xff;
    if (found != tag) {
      throw new IllegalArgumentException("not a mutation's fields, tag " + found);
    }
  }
}
