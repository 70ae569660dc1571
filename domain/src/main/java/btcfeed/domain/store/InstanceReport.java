package btcfeed.domain.store;

import java.time.Duration;

/**
 * What an instance announces about itself in the stores.
 *
 * @param instance the name of its journal
 * @param inSync true for the leader, and for a follower that has all that the stores have
 * @param address where its HTTP server is, {@code host:port}, for people; without a space
 * @param version of its program, without a space; empty if it is not known
 * @param age how long ago it announced itself, by the store's clock; zero for one that is announced
 */
public record InstanceReport(
    String instance, Role role, boolean inSync, String address, String version, Duration age) {
  /** What an instance does. */
  public enum Role {
    /** Writes the stores. */
    LEADER("leader"),
    /** Copies the streams into its journal and is ready to lead. */
    FOLLOWER("follower");

    private final String text;

    Role(String text) {
      this.text = text;
    }

    /** The value in health, metrics and the stores. */
    public String text() {
      return text;
    }
  }
}
