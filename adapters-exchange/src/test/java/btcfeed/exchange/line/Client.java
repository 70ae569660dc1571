package btcfeed.exchange.line;

import btcfeed.domain.port.LinePort;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.TrustedAuthorities;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The kinds of lines there are. */
enum Client {
  TYRUS,
  NETTY;

  LinePort line(URI uri) {
    return line(Lines.codec(uri));
  }

  LinePort line(VenueCodec codec) {
    return line(codec, TrustedAuthorities.system(), Duration.ofMillis(600));
  }

  LinePort line(VenueCodec codec, FrameTap tap) {
    return line(codec, TrustedAuthorities.system(), Duration.ofMillis(600), tap);
  }

  LinePort line(VenueCodec codec, SSLContext tls, Duration farewell) {
    return line(codec, tls, farewell, FrameTap.NONE);
  }

  /** With connections of its own making. */
  LinePort line(VenueCodec codec, OutboundConnector connector) {
    return line(
        codec,
        Lines.LIMIT,
        new MessageBudget(Long.MAX_VALUE),
        connector,
        Duration.ofMillis(600),
        FrameTap.NONE);
  }

  /** With a limit of its own, and a share of a budget; it leaves quickly. */
  LinePort line(VenueCodec codec, int maxMessageBytes, MessageBudget budget) {
    return line(
        codec,
        maxMessageBytes,
        budget,
        OutboundConnector.direct(new SystemClock()),
        Duration.ofMillis(50),
        FrameTap.NONE);
  }

  private LinePort line(VenueCodec codec, SSLContext tls, Duration farewell, FrameTap tap) {
    return line(
        codec,
        Lines.LIMIT,
        new MessageBudget(Long.MAX_VALUE),
        OutboundConnector.direct(tls, new SystemClock()),
        farewell,
        tap);
  }

  private LinePort line(
      VenueCodec codec,
      int maxMessageBytes,
      MessageBudget budget,
      OutboundConnector connector,
      Duration farewell,
      FrameTap tap) {
    SystemClock clock = new SystemClock();
    return switch (this) {
      case TYRUS ->
          new TyrusLine(codec, "a", maxMessageBytes, budget, connector, clock, farewell, tap);
      case NETTY ->
          new NettyLine(codec, "b", maxMessageBytes, budget, connector, clock, farewell, tap);
    };
  }
}
