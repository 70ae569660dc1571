package btcfeed.domain.store;

/**
 * What a server reports about itself. Empty text if it does not.
 *
 * @param runId changes with each server process
 * @param role {@code master} or {@code replica}
 * @param maxmemoryPolicy every policy except {@code noeviction} may delete data
 */
public record StoreFacts(String runId, String version, String role, String maxmemoryPolicy) {
  public static final StoreFacts UNKNOWN = new StoreFacts("", "", "", "");
}
