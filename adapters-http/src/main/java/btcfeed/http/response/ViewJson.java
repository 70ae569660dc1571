package btcfeed.http.response;

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
import java.util.regex.Pattern;

/**
 * Writes views as JSON: snake_case names, plain numbers, an empty {@code Optional} as null.
 *
 * <p>Views should hold no secret. Driver error texts, however, may quote a URL with a password, so
 * the user part of every URL is masked.
 */
public final class ViewJson {
  /** Longer texts are cut. */
  static final int MAX_TEXT_LENGTH = 1000;

  private static final Pattern USER_INFO = Pattern.compile("://[^/\\s]*@");

  private ViewJson() {}

  /** Any thread. */
  public static String write(Object view) {
    try {
      return Holder.MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a view as JSON: " + view.getClass(), e);
    }
  }

  /** Masks first and cuts afterwards, so that a cut cannot expose part of a password. */
  static String mask(String text) {
    String masked = text.indexOf('@') < 0 ? text : USER_INFO.matcher(text).replaceAll("://***@");
    return masked.length() > MAX_TEXT_LENGTH
        ? masked.substring(0, MAX_TEXT_LENGTH) + "..."
        : masked;
  }

  /** Loads Jackson on first use, not at start. */
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
      out.writeString(mask(value));
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
