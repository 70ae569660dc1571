package btcfeed.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads secrets from files, as containers pass them: {@code REDIS_PASSWORD_FILE=/run/secrets/redis}
 * sets {@code REDIS_PASSWORD} to the content of that file, without the newline at its end. Every
 * setting that is a secret or may contain one can be set in this way.
 */
final class SecretFiles {
  private static final String SUFFIX = "_FILE";
  private static final int MAX_BYTES = 64 * 1024;

  private SecretFiles() {}

  /** The setting whose value a variable of this name reads from a file; empty for other names. */
  static Optional<Setting<?>> settingOf(String variable, SettingTable settings) {
    if (!variable.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    return settings
        .find(variable.substring(0, variable.length() - SUFFIX.length()))
        .filter(setting -> setting.kind().secrecy() != Secrecy.OPEN);
  }

  /**
   * Replaces the names of files by their content.
   *
   * @param reading receives the faults: unreadable files and settings that are set twice
   */
  static Layer read(Layer layer, ConfigReading reading) {
    Map<String, Layer.Value> values = new LinkedHashMap<>(layer.values());
    layer
        .values()
        .forEach(
            (variable, value) ->
                settingOf(variable, reading.settings())
                    .ifPresent(
                        setting -> {
                          values.remove(variable);
                          Optional<Layer.Value> twice = layer.find(setting.names());
                          if (twice.isEmpty()) {
                            content(variable, value, reading)
                                .ifPresent(text -> values.put(setting.name(), text));
                          } else {
                            String only = "only one of " + setting.name() + " and " + variable;
                            fault(variable, value, only + " to be set", reading);
                          }
                        }));
    return new Layer(values);
  }

  private static void fault(
      String variable, Layer.Value value, String expected, ConfigReading reading) {
    reading.fault(new ConfigFault(variable, SecretText.masked(value.text()), expected));
  }

  private static Optional<Layer.Value> content(
      String variable, Layer.Value name, ConfigReading reading) {
    String expected = "a file that exists and can be read, in UTF-8, of at most 64 KiB";
    try {
      Path file = Path.of(name.text().strip());
      Optional<String> text =
          Files.isDirectory(file) ? Optional.empty() : text(file).map(SecretFiles::withoutNewline);
      if (text.isPresent() && !text.get().isBlank()) {
        String source = "file " + file + " named by " + variable;
        return text.map(read -> new Layer.Value(read, source));
      }
      expected = text.isPresent() ? "a file that is not empty" : expected;
    } catch (InvalidPathException | IOException _) {
      // The exception is not shown because it could quote the content.
    }
    fault(variable, name, expected, reading);
    return Optional.empty();
  }

  private static Optional<String> text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES
          ? Optional.empty()
          : Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static String withoutNewline(String text) {
    return text.replaceFirst("\\r?\\n\\z", "");
  }
}
