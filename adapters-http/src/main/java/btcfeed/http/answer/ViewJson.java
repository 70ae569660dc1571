package btcfeed.http.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Optional;

/**
 * Views to JSON: snake_case, numbers plain, an empty {@code Optional} as null, texts through {@link
 * Secrets}. Made on first use, so that starting costs nothing.
 */
public final class ViewJson {
  private ViewJson() {}

  /** Any thread. */
  public static String write(Object view) {
    try {
      return Holder.MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view that cannot be written: " + view.getClass(), e);
    }
  }

  /** The same in UTF-8. Any thread. */
  static byte[] bytes(Object view) {
    try {
      return Holder.MAPPER.writeValueAsBytes(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view that cannot be written: " + view.getClass(), e);
    }
  }

  private static final class Holder {
    static final JsonMapper MAPPER =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(
                new SimpleModule()
                    .addSerializer(String.class, new MaskedText())
                    .addSerializer(Optional.class, new NullWhenEmpty()))
            .build();
  }

  private static final class MaskedText extends JsonSerializer<String> {
    @Override
    public void serialize(String value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(SecretFilter.mask(value));
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class NullWhenEmpty extends JsonSerializer<Optional> {
    @Override
    public void serialize(Optional value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }
}
