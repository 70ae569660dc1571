package btcfeed.benchmarks.resp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the replies of a Redis piece by piece into the caller's arrays. One thread; blocks as the
 * stream does.
 */
public final class RespInput {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  /** Reads from a socket's stream, which the caller closes. */
  public RespInput(InputStream in) {
    this.in = in;
  }

  /** Reads an array's length; -1 for a null array, which XREAD returns for no entries. */
  public int array() throws IOException {
    expect('*');
    return (int) number();
  }

  /** Reads a number. */
  public long integer() throws IOException {
    expect(':');
    return number();
  }

  /** Reads a bulk string into {@code into}; returns its length, or -1 for null. */
  public int bulk(byte[] into) throws IOException {
    expect('$');
    int length = (int) number();
    if (length < 0) {
      return -1;
    }
    if (length > into.length) {
      throw new IOException("a string of " + length + " bytes where " + into.length + " fit");
    }
    int done = 0;
    while (done < length) {
      fillIfEmpty();
      int some = Math.min(length - done, end - at);
      System.arraycopy(buffer, at, into, done, some);
      at += some;
      done += some;
    }
    skipBytes(2);
    return length;
  }

  /** Reads a status, a bulk string or a number as text. */
  public String text() throws IOException {
    byte type = next();
    return switch (type) {
      case '+', ':' -> line();
      case '$' -> {
        at--;
        byte[] bytes = new byte[BUFFER_BYTES];
        int length = bulk(bytes);
        yield length < 0 ? "" : new String(bytes, 0, length, StandardCharsets.UTF_8);
      }
      default -> throw refused(type);
    };
  }

  /** Skips a complete reply; fails if it is an error. */
  public void skip() throws IOException {
    byte type = next();
    switch (type) {
      case '+' -> {
        while (next() != '\n') {}
      }
      case ':' -> number();
      case '$' -> {
        long length = number();
        if (length >= 0) {
          skipBytes(length + 2);
        }
      }
      case '*' -> {
        for (long left = number(); left > 0; left--) {
          skip();
        }
      }
      default -> throw refused(type);
    }
  }

  private void expect(char type) throws IOException {
    byte found = next();
    if (found != type) {
      throw refused(found);
    }
  }

  private IOException refused(byte type) throws IOException {
    return new IOException("Redis answered " + (char) type + line());
  }

  private long number() throws IOException {
    long value = 0;
    boolean negative = false;
    while (true) {
      byte c = next();
      if (c == '\r') {
        next();
        return negative ? -value : value;
      }
      if (c == '-') {
        negative = true;
      } else {
        value = value * 10 + (c - '0');
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (byte c = next(); c != '\r'; c = next()) {
      line.append((char) c);
    }
    next();
    return line.toString();
  }

  private void skipBytes(long count) throws IOException {
    long left = count;
    while (left > 0) {
      fillIfEmpty();
      int some = (int) Math.min(left, end - at);
      at += some;
      left -= some;
    }
  }

  private byte next() throws IOException {
    fillIfEmpty();
    return buffer[at++];
  }

  private void fillIfEmpty() throws IOException {
    if (at == end) {
      int count = in.read(buffer);
      if (count < 0) {
        throw new EOFException("Redis closed the connection");
      }
      at = 0;
      end = count;
    }
  }
}
