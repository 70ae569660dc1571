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
import java.util.List;
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
  static Optional<Setting<?>> settingOf(String variable) {
    if (!variable.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    return Settings.find(variable.substring(0, variable.length() - SUFFIX.length()))
        .filter(setting -> setting.secrecy() != Secrecy.OPEN);
  }

  /**
   * Replaces the names of files by their content.
   *
   * @param faults receives unreadable files and settings that are set twice
   */
  static Layer read(Layer layer, List<ConfigFault> faults) {
    Map<String, Layer.Value> values = new LinkedHashMap<>(layer.values());
    layer
        .values()
        .forEach(
            (variable, value) ->
                settingOf(variable)
                    .ifPresent(
                        setting -> {
                          values.remove(variable);
                          if (layer.find(setting.names()).isPresent()) {
                            faults.add(setTwice(variable, value, setting));
                          } else {
                            content(variable, value, faults)
                                .ifPresent(text -> values.put(setting.name(), text));
                          }
                        }));
    return new Layer(values);
  }

  private static ConfigFault setTwice(String variable, Layer.Value value, Setting<?> setting) {
    return new ConfigFault(
        variable,
        SecretText.masked(value.text()),
        "only one of " + setting.name() + " and " + variable + " to be set");
  }

  private static Optional<Layer.Value> content(
      String variable, Layer.Value name, List<ConfigFault> faults) {
    String expected = "a file that exists and can be read, in UTF-8, of at most 64 KiB";
    try {
      Path file = Path.of(name.text().strip());
      Optional<String> text =
          Files.isDirectory(file) ? Optional.empty() : text(file).map(SecretFiles::withoutNewline);
      if (text.isPresent() && !text.get().isBlank()) {
        return text.map(read -> new Layer.Value(read, new Source.SecretFile(file, variable)));
      }
      expected = text.isPresent() ? "a file that is not empty" : expected;
    } catch (InvalidPathException | IOException _) {
      // The exception is not shown because it could quote the content.
    }
    faults.add(new ConfigFault(variable, SecretText.masked(name.text()), expected));
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
    return text.endsWith("\r\n")
        ? text.substring(0, text.length() - 2)
        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
