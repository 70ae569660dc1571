package btcfeed.domain.health;

/**
 * A reason for the health of the feed.
 *
 * @param code stable, for programs: {@code stale_price}
 * @param detail for people: what happened and what the service does about it
 */
public record Reason(Severity severity, String code, String detail) {}
