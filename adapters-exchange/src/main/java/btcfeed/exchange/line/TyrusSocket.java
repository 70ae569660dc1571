package btcfeed.exchange.line;

import btcfeed.domain.time.Clock;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;

/**
 * One connection's bytes: reads them from a blocking socket and hands them to Tyrus, whole frames
 * only, on the calling thread.
 *
 * <p>Because the reading waits for whoever hears the messages, a slow listener fills the socket's
 * buffers and then the venue's, and no queue of ours. The length that a frame claims is judged
 * before its payload is read, fragments added up, so nothing oversized is ever in memory. The
 * buffer has a fixed size: a frame that is larger is handed on in parts, see {@link LargeFrame}.
 *
 * <p>One thread opens and then reads; {@link #leave} and {@link #abort} may come from any.
 */
final class TyrusSocket {
  // Holds every frame that is handed on whole.
  private static final int BUFFER_BYTES = 2 * LargeFrame.LARGE_BYTES;
  private static final int MAX_CONTROL_BYTES = 125;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Dialer dialer;
  private final int maxMessageBytes;
  private final Clock clock;
  private final TransportListener ear;
  private final FrameHeader header = new FrameHeader();
  private final LargeFrame large = new LargeFrame();
  private final ReadCoalescer hurry = new ReadCoalescer();

  private URI target = URI.create("");
  private volatile Optional<Upgraded> upgraded = Optional.empty();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private long messageBytes;
  private long receivedUs;
  private long receivedNanos;
  private boolean venueSaidGoodbye;
  // Read with the answer to the handshake, and lying in the buffer since.
  private int ahead;

  /**
   * For the handshake, which is read byte by byte. Not for what follows: after each read it asks
   * the system whether there is more.
   */
  private static final class ReadAhead extends BufferedInputStream {
    ReadAhead(InputStream in) {
      super(in);
    }

    /** What was read too much, moved to the beginning of this; how many bytes. */
    int takeOver(byte[] into) {
      int bytes = count - pos;
      System.arraycopy(buf, pos, into, 0, bytes);
      pos = count;
      return bytes;
    }
  }

  private record Upgraded(InputStream in, TyrusSocketWriter out, Connection tyrus) {}

  TyrusSocket(Dialer dialer, int maxMessageBytes, Clock clock, TransportListener ear) {
    this.dialer = dialer;
    this.maxMessageBytes = maxMessageBytes;
    this.clock = clock;
    this.ear = ear;
  }

  /** Where to connect. */
  void to(URI uri) {
    target = uri;
  }

  /** Connects and shakes hands. Called by Tyrus, through {@link SocketContainer}. */
  void open(ClientEngine engine) throws IOException {
    Socket socket = dialer.dial(target);
    ReadAhead in = new ReadAhead(socket.getInputStream());
    UpgradeRequest request = engine.createUpgradeRequest(dialer::abort);
    HttpUpgrade.send(request.getRequestURI(), request.getHeaders(), socket.getOutputStream());
    HttpUpgrade.Response response = HttpUpgrade.receive(in);
    if (response.status() != SWITCHING_PROTOCOLS) {
      throw new HandshakeRefused(response);
    }
    TyrusSocketWriter out = new TyrusSocketWriter(socket.getOutputStream());
    ClientUpgradeInfo info = engine.processResponse(asTyrus(response), out, _ -> out.close());
    if (info.getUpgradeStatus() == ClientUpgradeStatus.SUCCESS) {
      socket.setSoTimeout(0);
      ahead = in.takeOver(buffer);
      upgraded = Optional.of(new Upgraded(socket.getInputStream(), out, info.createConnection()));
    }
  }

  /** Reads until the connection is over, whoever ends it, and leaves nothing behind. */
  void readUntilEnd() {
    Upgraded open = upgraded.orElseThrow();
    try {
      String detail = readOrFail(open);
      cut(open);
      ear.ended(detail);
    } finally {
      close();
    }
  }

  /** Lets go of everything; what was open is closed without a word. */
  void close() {
    abort();
    upgraded.ifPresent(
        open -> open.tyrus().close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "")));
  }

  /** Says goodbye and goes on reading what the venue still sends until it says so too. */
  void leave() {
    upgraded.ifPresent(
        open -> open.out().leave(CloseCodes.NORMAL_CLOSURE.getCode(), (int) clock.nanos()));
  }

  /** See {@link btcfeed.domain.port.LinePort.Connection#gather}. */
  void gather(Duration most) {
    hurry.gather(most);
  }

  /** Closes the socket at once. */
  void abort() {
    dialer.abort();
  }

  /** Wall time when the bytes last read had arrived, Unix microseconds. */
  long receivedUs() {
    return receivedUs;
  }

  /** The same moment on the monotonic clock. */
  long receivedNanos() {
    return receivedNanos;
  }

  /** True once a close frame of the venue's was read. */
  boolean venueSaidGoodbye() {
    return venueSaidGoodbye;
  }

  private String readOrFail(Upgraded open) {
    try {
      return read(open);
    } catch (IOException e) {
      return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
  }

  /** Tells what has come of a message that will not be whole any more. */
  private void cut(Upgraded open) {
    if (open.out().closed() || venueSaidGoodbye) {
      return;
    }
    if (large.unfinished()) {
      ear.cut(new byte[0], large.continuation(), large.binary());
    } else if (header.read(buffer, from, to)) {
      if (!header.control()) {
        byte[] rest = Arrays.copyOfRange(buffer, from + header.headerBytes(), to);
        ear.cut(rest, header.continuation(), header.binary());
      }
    } else if (messageBytes > 0) {
      ear.cut(new byte[0], /* continuation= */ true, /* binary= */ false);
    }
  }

  private String read(Upgraded open) throws IOException {
    while (!open.out().closed()) {
      makeRoom();
      int count = ahead > 0 ? ahead : open.in().read(buffer, to, buffer.length - to);
      ahead = 0;
      if (count < 0) {
        return from == to && !large.unfinished()
            ? "the venue ended the connection without a word"
            : "the connection ended inside a frame";
      }
      receivedUs = clock.wallUs();
      receivedNanos = clock.nanos();
      to += count;
      Optional<String> end = handOn(open);
      if (end.isPresent()) {
        return end.get();
      }
      long pause = hurry.pause(count, receivedNanos);
      if (pause > 0) {
        LockSupport.parkNanos(pause);
      }
    }
    return "the connection was closed";
  }

  /** Hands on what is there; why the connection ends, if it does with the next frame. */
  private Optional<String> handOn(Upgraded open) {
    int whole = handOnLarge(open);
    while (!large.unfinished() && header.read(buffer, whole, to) && !open.out().closed()) {
      long payload = header.payloadBytes();
      if (header.control() && (payload < 0 || payload > MAX_CONTROL_BYTES)) {
        // Not allowed; Tyrus says so to the venue as soon as it sees the header.
        give(open, whole + header.headerBytes());
        return Optional.empty();
      }
      Optional<String> violation = violation();
      if (violation.isPresent()) {
        give(open, whole);
        ear.violation(violation.get());
        open.out().leave(CloseCodes.PROTOCOL_ERROR.getCode(), (int) receivedNanos);
        return violation;
      }
      if (!header.control() && (payload < 0 || payload > maxMessageBytes - messageBytes)) {
        give(open, whole);
        ear.oversized(
            payload < 0 ? Long.MAX_VALUE : messageBytes + payload, maxMessageBytes + " bytes");
        open.out().leave(CloseCodes.TOO_BIG.getCode(), (int) receivedNanos);
        return Optional.of("a message was too long");
      }
      if (payload > LargeFrame.LARGE_BYTES) {
        whole = beginLarge(open, whole);
        continue;
      }
      if (to - whole < header.frameBytes()) {
        break;
      }
      whole += (int) header.frameBytes();
      hurry.frame();
      if (header.control()) {
        control(open, whole);
      } else {
        messageBytes = header.last() ? 0 : messageBytes + payload;
      }
    }
    give(open, whole);
    return Optional.empty();
  }

  /** What the header breaks of the protocol without Tyrus noticing. */
  private Optional<String> violation() {
    if (header.masked()) {
      return Optional.of("a frame of the server is masked");
    }
    return header.close() && header.payloadBytes() == 1
        ? Optional.of("a close frame has half a code")
        : Optional.empty();
  }

  /** Hands on what came of a large frame, after everything before it; where the next one begins. */
  private int beginLarge(Upgraded open, int begin) {
    give(open, begin);
    from = begin + header.headerBytes();
    messageBytes = header.last() ? 0 : messageBytes + header.payloadBytes();
    hurry.frame();
    large.begin(buffer[begin], header.payloadBytes());
    return handOnLarge(open);
  }

  private int handOnLarge(Upgraded open) {
    while (large.unfinished() && from < to) {
      int count = large.next(to - from);
      ByteBuffer fragment = large.fragment(buffer, from, count);
      from += count;
      give(open, fragment);
    }
    return from;
  }

  private void control(Upgraded open, int whole) {
    venueSaidGoodbye |= header.close();
    give(open, whole);
    if (header.heartbeat()) {
      ear.heartbeat();
    }
  }

  private void give(Upgraded open, int whole) {
    if (whole > from) {
      ByteBuffer frames = ByteBuffer.wrap(buffer, from, whole - from);
      from = whole;
      give(open, frames);
    }
  }

  private void give(Upgraded open, ByteBuffer frames) {
    if (!open.out().closed()) {
      try {
        open.tyrus().getReadHandler().handle(frames);
      } finally {
        ear.heard();
      }
    }
  }

  private void makeRoom() {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == buffer.length) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
  }

  private static UpgradeResponse asTyrus(HttpUpgrade.Response response) {
    UpgradeResponse result = new TyrusUpgradeResponse();
    result.setStatus(response.status());
    result.setReasonPhrase(response.reason());
    response.headers().forEach((name, value) -> result.getHeaders().put(name, List.of(value)));
    return result;
  }
}
