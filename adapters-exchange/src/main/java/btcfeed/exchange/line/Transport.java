package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.exchange.net.Cancellation;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One WebSocket connection: it carries the bytes between a blocking socket and a {@link
 * WebSocketLibrary}.
 *
 * <p>{@link #open}, {@link #read} and {@link #close} are called once, on one thread, which does
 * everything. {@link #write}, {@link #sendClose}, {@link #gather} and {@link #abort} may be called
 * from any thread.
 */
final class Transport {
  /** Status codes of close frames (RFC 6455, 7.4.1). */
  static final int NORMAL_CLOSURE = 1000;

  static final int PROTOCOL_ERROR = 1002;
  static final int NOT_UTF8 = 1007;
  private static final int TOO_BIG = 1009;

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FINAL = 0x80;
  private static final int OPCODE = 0x0F;
  private static final int CLOSE = 8;
  private static final int MASKED = 0x80;

  private final VenueLine line;
  private final Duration timeout;
  private final InboundDispatcher inbound;
  private final MessageAssembler messages;
  private final ReadCoalescer coalescer = new ReadCoalescer();
  private final Cancellation cancellation = new Cancellation();
  private final ReentrantLock writing = new ReentrantLock();
  private Optional<WebSocketLibrary> library = Optional.empty();
  private URI uri = URI.create("");
  private InputStream in = InputStream.nullInputStream();
  private volatile OutputStream out = OutputStream.nullOutputStream();
  private boolean closeSent;
  private Optional<String> end = Optional.empty();

  Transport(VenueLine line, Duration timeout, InboundDispatcher inbound) {
    this.line = line;
    this.timeout = timeout;
    this.inbound = inbound;
    this.messages = new MessageAssembler(line, inbound, this);
  }

  /**
   * Connects and performs the opening handshake.
   *
   * @throws IOException if that fails; {@link HandshakeRefused} if the venue refuses it
   */
  WebSocketLibrary open(URI target) throws IOException {
    uri = target;
    WebSocketLibrary opened = library(uri);
    library = Optional.of(opened);
    Socket socket = line.connector().open(uri, timeout, cancellation);
    in = socket.getInputStream();
    out = socket.getOutputStream();
    opened.open();
    socket.setSoTimeout(0);
    return opened;
  }

  /** Closes the socket and releases everything. */
  void close() {
    abort();
    library.ifPresent(WebSocketLibrary::close);
    messages.clear();
  }

  /** Reads until the connection ends; returns the reason. */
  String read(WebSocketLibrary opened) {
    return read(in, opened);
  }

  /**
   * Sends the request for an upgrade and reads the response.
   *
   * @param headers those that the library requires
   * @throws HandshakeRefused if the venue does not switch protocols
   */
  ResponseHead exchange(Iterable<Map.Entry<String, String>> headers) throws IOException {
    String target = OutboundConnector.target(uri);
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
    // Some venues refuse clients without a name.
    request.append("User-Agent: " + OutboundConnector.USER_AGENT + "\r\n");
    headers.forEach(
        header -> request.append(header.getKey() + ": ").append(header.getValue()).append("\r\n"));
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    ResponseHead response = ResponseHead.read(in);
    while (response.status() / 100 == 1 && response.status() != SWITCHING_PROTOCOLS) {
      response = ResponseHead.read(in);
    }
    if (response.status() != SWITCHING_PROTOCOLS) {
      throw new HandshakeRefused(
          response.status(), response.reason(), response.retryAfter(line.clock().wallUs()));
    }
    return response;
  }

  /** Reads from another source. */
  String read(InputStream source, WebSocketLibrary opened) {
    FrameSplitter frames =
        new FrameSplitter(line.maxMessageBytes(), coalescer, inbound, this, opened::read);
    String reason;
    try {
      for (int count = frames.fill(source); count >= 0; count = frames.fill(source)) {
        inbound.arrived();
        frames.split();
        inbound.flush();
        if (ended()) {
          return end.get();
        }
        pauseAfter(count);
      }
      reason =
          frames.insideFrame() || messages.unfinished()
              ? "the connection ended inside a frame"
              : "the venue ended the connection without a word";
    } catch (IOException e) {
      reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
    frames.cut();
    messages.cut();
    return end.orElse(reason);
  }

  /** Sends frames, unless a close frame was sent. */
  void write(ByteBuffer frames) throws IOException {
    writing.lock();
    try {
      if (closeSent) {
        throw new IOException("the connection is closing");
      }
      closeSent = (frames.get(frames.position()) & OPCODE) == CLOSE;
      out.write(frames.array(), frames.arrayOffset() + frames.position(), frames.remaining());
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  /**
   * Sends a close frame as the last frame; reading goes on until the venue closes. It bypasses the
   * library, because Tyrus stops delivering messages once it has sent one itself.
   */
  void sendClose(int code) {
    int mask = (int) line.clock().nanos();
    ByteBuffer frame = ByteBuffer.allocate(8);
    frame.put((byte) (FINAL | CLOSE)).put((byte) (MASKED | 2)).putInt(mask);
    frame.putShort((short) (code ^ (mask >>> 16))).flip();
    try {
      write(frame);
    } catch (IOException _) {
      // One was sent already, or the venue closed the connection.
    }
  }

  /** See {@link btcfeed.domain.port.LinePort.Connection#gather}. */
  void gather(Duration most) {
    coalescer.gather(most);
  }

  /** Closes the socket at once. Idempotent. */
  void abort() {
    cancellation.cancel();
  }

  /** The venue broke the protocol: reports it, and ends the connection with this status code. */
  void violated(int code, String detail) {
    inbound.bad(BadInput.MALFORMED, detail);
    sendClose(code);
    end(detail);
  }

  /** A message is too long: reports it, and ends the connection. */
  void oversized(long bytes, String limit) {
    inbound.bad(
        BadInput.OVERSIZED, "a message of at least " + bytes + " bytes; the limit is " + limit);
    sendClose(TOO_BIG);
    end("a message was too long");
  }

  /** Ends the reading. The first reason counts. */
  void end(String reason) {
    end = end.or(() -> Optional.of(reason));
  }

  /** True once nothing that arrives is of use. */
  boolean ended() {
    return end.isPresent();
  }

  /** The library of this line, for a connection to a URI. */
  WebSocketLibrary library(URI target) {
    return switch (line.client()) {
      case TYRUS -> new TyrusLibrary(target, this, messages);
      case NETTY -> new NettyLibrary(target, this, messages);
    };
  }

  /** Line b never waits, so that one of the two lines delivers at once. */
  private void pauseAfter(int bytes) {
    if (line.client() == VenueLine.Client.TYRUS) {
      long pause = coalescer.pause(bytes, line.clock().nanos());
      if (pause > 0) {
        LockSupport.parkNanos(pause);
      }
    }
  }
}
