package btcfeed.exchange.line;

import btcfeed.domain.port.LinePort;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.TrustedAuthorities;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The kinds of lines there are. */
enum Client {
  TYRUS,
  JDK;

  LinePort line(URI uri) {
    return line(Lines.codec(uri));
  }

  LinePort line(VenueCodec codec) {
    return line(codec, TrustedAuthorities.system(), Duration.ofMillis(600));
  }

  LinePort line(VenueCodec codec, Tap tap) {
    return line(codec, TrustedAuthorities.system(), Duration.ofMillis(600), tap);
  }

  LinePort line(VenueCodec codec, SSLContext tls, Duration farewell) {
    return line(codec, tls, farewell, Tap.NONE);
  }

  private LinePort line(VenueCodec codec, SSLContext tls, Duration farewell, Tap tap) {
    SystemClock clock = new SystemClock();
    return switch (this) {
      case TYRUS ->
          new TyrusLine(
              codec, "a", Lines.LIMIT, OutboundConnector.direct(tls, clock), clock, farewell, tap);
      case JDK -> new JdkLine(codec, "b", Lines.LIMIT, clock, tls, farewell, tap);
    };
  }
}
