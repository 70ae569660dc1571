package btcfeed.domain.store;

/**
 * What a store says of itself. Empty text where it would not say.
 *
 * @param runId changes whenever the server process is another
 * @param role {@code master} or {@code replica}
 * @param maxmemoryPolicy anything but {@code noeviction} may lose what it was given
 */
public record StoreFacts(String runId, String version, String role, String maxmemoryPolicy) {
  public static final StoreFacts UNKNOWN = new StoreFacts("", "", "", "");
}
