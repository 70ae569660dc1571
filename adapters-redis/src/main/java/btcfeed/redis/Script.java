package btcfeed.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lua script of this package.
 *
 * @param sha the hash by which Redis knows it once it is loaded
 * @param codec reads its answer
 */
record Script(String text, String sha, ScriptCodec codec) {
  static final Script POSITION = load("position.lua");
  static final Script CLAIM = load("claim.lua");
  static final Script APPLY = load("effects.lua", "apply.lua");
  static final Script PROBE = load("effects.lua", "probe.lua");
  static final Script TRIAL = load("trial.lua");
  static final Script READ = load("read.lua");
  static final Script CUT = load("cut.lua");
  static final Script LEASE = of(ScriptCodec.TEXTS, Stream.of("lease.lua"));
  static final Script BETWEEN = of(ScriptCodec.BYTES, Stream.of("between.lua"));
  static final List<Script> ALL =
      List.of(POSITION, CLAIM, APPLY, PROBE, TRIAL, READ, CUT, LEASE, BETWEEN);

  private static Script load(String... files) {
    return of(ScriptCodec.TEXTS, Stream.concat(Stream.of("common.lua"), Stream.of(files)));
  }

  private static Script of(ScriptCodec codec, Stream<String> files) {
    String text = files.map(Script::read).collect(Collectors.joining("\n"));
    try {
      byte[] sha = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Script(text, HexFormat.of().formatHex(sha), codec);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static String read(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
