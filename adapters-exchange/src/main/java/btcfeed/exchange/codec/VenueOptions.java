package btcfeed.exchange.codec;

import btcfeed.api.PluginValues;
import btcfeed.domain.market.Symbol;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The operator's choices for one venue.
 *
 * @param symbols the wanted markets; see {@link SubscribedMarkets#wanted}
 * @param url replaces the venue's WebSocket address
 * @param restUrl replaces the address of its REST interface
 * @param maxMessageBytes the longest message that is accepted, over all its fragments
 * @param values the settings of the plugin that offers the venue
 */
public record VenueOptions(
    List<Symbol> symbols,
    Optional<URI> url,
    Optional<URI> restUrl,
    int maxMessageBytes,
    PluginValues values) {
  /** 10 MiB, far more than any real message. */
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

  /** For a venue without settings of its own. */
  public VenueOptions(
      List<Symbol> symbols, Optional<URI> url, Optional<URI> restUrl, int maxMessageBytes) {
    this(symbols, url, restUrl, maxMessageBytes, PluginValues.NONE);
  }

  /** The same with the venue's own REST interface. */
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
    return new VenueOptions(symbols, Optional.of(other), restUrl, maxMessageBytes, values);
  }

  /** The same with settings of a plugin. */
  public VenueOptions with(PluginValues settings) {
    return new VenueOptions(symbols, url, restUrl, maxMessageBytes, settings);
  }
}
