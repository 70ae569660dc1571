package btcfeed.domain.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mutation as the three strings that stand beside its key in a record: what it does, a number and
 * a value. A hash's value is a MessagePack array of its names and values in turn, which the stores'
 * scripts unpack.
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

  /** The mutation of this key; IllegalArgumentException if it is none. */
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ARRAY_16);
    out.writeBytes(twoBytes(2 * fields.size()));
    fields.forEach(
        (name, value) -> {
          string(out, name);
          string(out, value);
        });
    return ByteBuffer.wrap(out.toByteArray());
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(STR_16);
    out.writeBytes(twoBytes(bytes.length));
    out.writeBytes(bytes);
  }

  private static byte[] twoBytes(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
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
