package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/**
 * Encodes a script's arguments as text, and decodes its answer as texts or as bytes. A {@link
 * Batch} becomes one MessagePack array around the batch's own bytes, which are neither copied nor
 * decoded.
 */
final class ScriptCodec extends BaseCodec {
  static final ScriptCodec TEXTS =
      new ScriptCodec((buffer, _) -> buffer.toString(StandardCharsets.UTF_8));

  /** For answers with records. */
  static final ScriptCodec BYTES = new ScriptCodec((buffer, _) -> ByteBufUtil.getBytes(buffer));

  private static final int ARRAY_32 = 0xdd;

  private final Decoder<Object> answers;

  private ScriptCodec(Decoder<Object> answers) {
    this.answers = answers;
  }

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
    return answers;
  }
}
