package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/**
 * Encodes a script's arguments and decodes its answer, both as text. A {@link Batch} becomes one
 * MessagePack array around the batch's own bytes, which are neither copied nor decoded.
 */
final class ScriptCodec extends BaseCodec {
  static final ScriptCodec INSTANCE = new ScriptCodec();

  private static final int ARRAY_32 = 0xdd;

  private ScriptCodec() {}

  @Override
  public Encoder getValueEncoder() {
    return argument ->
        argument instanceof Batch batch
            ? Unpooled.wrappedBuffer(arrayOf(batch.fields()), batch.bytes())
            : Unpooled.wrappedBuffer(argument.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ByteBuffer arrayOf(int elements) {
    return ByteBuffer.allocate(5).put((byte) ARRAY_32).putInt(elements).flip();
  }

  @Override
  public Decoder<Object> getValueDecoder() {
    return (buffer, _) -> buffer.toString(StandardCharsets.UTF_8);
  }
}
