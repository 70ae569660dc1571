package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/**
 * A script's arguments and answers: text as it is, and a {@link Batch} as one MessagePack array
 * whose elements are the batch's own bytes, not copied and not looked at.
 */
final class ScriptCodec extends BaseCodec {
  static final ScriptCodec INSTANCE = new ScriptCodec();

  private static final int ARRAY_32 = 0xdd;

  private final Encoder encoder =
      argument ->
          argument instanceof Batch batch
              ? Unpooled.wrappedBuffer(arrayOf(batch.fields()), batch.bytes())
              : Unpooled.wrappedBuffer(argument.toString().getBytes(StandardCharsets.UTF_8));

  private final Decoder<Object> decoder =
      (buffer, state) -> buffer.toString(StandardCharsets.UTF_8);

  private ScriptCodec() {}

  private static ByteBuffer arrayOf(int elements) {
    return ByteBuffer.allocate(5).put((byte) ARRAY_32).putInt(elements).flip();
  }

  @Override
  public Encoder getValueEncoder() {
    return encoder;
  }

  @Override
  public Decoder<Object> getValueDecoder() {
    return decoder;
  }
}
