package btcfeed.exchange.codec;

import btcfeed.domain.market.Symbol;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What an operator chose for one venue.
 *
 * @param symbols the markets wanted; see {@link SubscribedMarkets#wanted}
 * @param url instead of the venue's own
 * @param restUrl the same of its REST interface
 * @param maxMessageBytes longest message taken, over all its fragments
 */
public record VenueOptions(
    List<Symbol> symbols, Optional<URI> url, Optional<URI> restUrl, int maxMessageBytes) {
  /** 10 MiB: far above any real message. */
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

  /** With the venue's own REST interface. */
  public VenueOptions(List<Symbol> symbols, Optional<URI> url, int maxMessageBytes) {
    this(symbols, url, Optional.empty(), maxMessageBytes);
  }

  public VenueOptions {
    symbols = List.copyOf(symbols);
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(
          "the longest message taken must be a positive number of bytes, was " + maxMessageBytes);
    }
  }

  /** The same, at another address. */
  public VenueOptions at(URI other) {
    return new VenueOptions(symbols, Optional.of(other), restUrl, maxMessageBytes);
  }

  /** Where to connect: the address chosen, else the venue's own. */
  public URI urlOr(String own) {
    return url.orElseGet(() -> URI.create(own));
  }
}
