/**
 * What the service and its plugins agree on. A plugin is a jar that implements {@link
 * btcfeed.api.SinkPlugin} or the venue kit's {@code VenuePlugin}, and names its class in {@code
 * META-INF/services}.
 */
package btcfeed.api;
