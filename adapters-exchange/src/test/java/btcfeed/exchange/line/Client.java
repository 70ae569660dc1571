package btcfeed.exchange.line;

import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.ProxySettings;
import btcfeed.exchange.net.TrustedAuthorities;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Makes lines over each of the two WebSocket libraries. */
enum Client {
  TYRUS(VenueLine.Client.TYRUS, "a"),
  NETTY(VenueLine.Client.NETTY, "b");

  private final VenueLine.Client library;
  private final String letter;

  Client(VenueLine.Client library, String letter) {
    this.library = library;
    this.letter = letter;
  }

  LinePort line(URI uri) {
    return line(Lines.codec(uri));
  }

  LinePort line(VenueCodec codec) {
    return line(codec, FrameTap.NONE);
  }

  LinePort line(VenueCodec codec, FrameTap tap) {
    return line(codec, TrustedAuthorities.system(), VenueLine.CLOSE_TIMEOUT, tap);
  }

  LinePort line(VenueCodec codec, SSLContext tls, Duration closeTimeout) {
    return line(codec, tls, closeTimeout, FrameTap.NONE);
  }

  /** Uses its own connector. */
  LinePort line(VenueCodec codec, OutboundConnector connector) {
    return line(
        codec,
        Lines.LIMIT,
        new MessageBudget(Long.MAX_VALUE),
        connector,
        VenueLine.CLOSE_TIMEOUT,
        FrameTap.NONE);
  }

  /** Has its own limit, shares a budget, and closes within 50 ms. */
  LinePort line(VenueCodec codec, int maxMessageBytes, MessageBudget budget) {
    return line(
        codec,
        maxMessageBytes,
        budget,
        OutboundConnector.direct(new SystemClock()),
        Duration.ofMillis(50),
        FrameTap.NONE);
  }

  private LinePort line(VenueCodec codec, SSLContext tls, Duration closeTimeout, FrameTap tap) {
    return line(
        codec,
        Lines.LIMIT,
        new MessageBudget(Long.MAX_VALUE),
        new OutboundConnector(ProxySettings.NONE, () -> tls, new SystemClock()),
        closeTimeout,
        tap);
  }

  private LinePort line(
      VenueCodec codec,
      int maxMessageBytes,
      MessageBudget budget,
      OutboundConnector connector,
      Duration closeTimeout,
      FrameTap tap) {
    return new VenueLine(
        new LineId(codec.venue(), letter),
        library,
        codec,
        maxMessageBytes,
        budget,
        connector,
        new SystemClock(),
        tap,
        closeTimeout);
  }
}
