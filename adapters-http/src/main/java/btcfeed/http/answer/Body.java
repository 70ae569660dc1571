package btcfeed.http.answer;

import java.nio.charset.StandardCharsets;

/** What is sent behind the headers; never changes. */
public final class Body {
  public static final Body NONE = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The text in UTF-8. */
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** These bytes, which nobody else may change from now on. */
  public static Body of(byte[] bytes) {
    return new Body(bytes);
  }

  /** For a server to send: to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }
}
